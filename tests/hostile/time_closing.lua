-- hostile: limit: took more than
local function f()
  local c <close> = setmetatable({}, { __close = function() while true do end end })
  error("first")
end
pcall(f)
