-- hostile: limit: print has written
while true do print(("x"):rep(999)) end
