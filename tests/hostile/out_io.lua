-- hostile: error: nothing is called
local x = pcall
return io.open("canary.txt", "w")
