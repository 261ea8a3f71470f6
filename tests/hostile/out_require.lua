-- hostile: error: nothing is called
local x = pcall
return require("os")
