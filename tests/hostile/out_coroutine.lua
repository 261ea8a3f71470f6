-- hostile: error: nothing is called
local x = pcall
return coroutine.wrap(print)()
