-- hostile: error: nothing is called
local x = pcall
return collectgarbage("stop")
