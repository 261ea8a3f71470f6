-- hostile: limit: print has written
print(("x"):rep(10 << 20))
