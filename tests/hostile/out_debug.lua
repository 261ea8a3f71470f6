-- hostile: error: nothing is called
local x = pcall
return debug.getregistry()
