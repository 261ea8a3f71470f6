-- hostile: any: 
local function f()
  local _ENV <const> = 11
  X = "hi"
end
pcall(f)
