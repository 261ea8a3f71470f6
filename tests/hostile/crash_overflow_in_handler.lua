-- hostile: any: 
local function loop(...) return 1 + loop(...) end
for i = 1, 5 do xpcall(loop, loop) end
