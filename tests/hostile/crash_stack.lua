-- hostile: any: 
local t = {}
for i = 1, 250 do t[i] = i end
local function f(...) return select("#", ...) end
for i = 1, 2000 do f(table.unpack(t)) end
return f(table.unpack({}, 1, 200000))
