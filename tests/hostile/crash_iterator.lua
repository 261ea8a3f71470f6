-- hostile: any: 
local next = (("a"):rep(1 << 18)):gmatch(("a?"):rep(1 << 18))
pcall(next)
pcall(next)
