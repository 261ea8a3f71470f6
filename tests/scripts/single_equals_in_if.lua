-- expect error 3: '=' gives a value. a comparison is written ==
local n = 1
if n = 2 then n = 3 end
