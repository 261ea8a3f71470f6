-- hostile: any: 
local function h(e) error(e) end
local function f() xpcall(f, h) end
f()
