-- hostile: error: nothing is called
local x = pcall
return os.execute("touch PWNED")
