-- hostile: limit: took more than
while true do end
