-- hostile: error: nothing is called
local x = pcall
return dofile("/etc/passwd")
