-- hostile: limit: took more than
while true do local ok = pcall(count, 1) end
