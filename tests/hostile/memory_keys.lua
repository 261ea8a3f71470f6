-- hostile: limit: 
local t = {}
for i = 1, 1 << 40 do t["k" .. i] = i end
