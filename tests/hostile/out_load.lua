-- hostile: error: nothing is called
local x = pcall
return load("return 1")()
