-- hostile: any: 
local function f()
  local a <close> = setmetatable({}, { __close = function() error("one") end })
  local b <close> = setmetatable({}, { __close = function() error("two") end })
  error("three")
end
for i = 1, 1000 do pcall(f) end
error("over")
