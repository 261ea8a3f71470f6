-- hostile: error: nested too deep
local function f() return (("x"):gsub("x", f)) end
f()
