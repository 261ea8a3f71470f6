-- expect error 3: '!=' is not Lua
local n = 1
if n != 2 then n = 3 end
