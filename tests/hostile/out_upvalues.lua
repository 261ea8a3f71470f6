-- hostile: error: 
local x = rawget(data, 1)
