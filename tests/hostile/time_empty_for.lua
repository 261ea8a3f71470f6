-- hostile: limit: took more than
for i = 1, 1 << 62 do end
