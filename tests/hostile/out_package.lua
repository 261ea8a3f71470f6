-- hostile: error: nothing is called
local x = pcall
return package.loadlib("libc.so.6", "system")
