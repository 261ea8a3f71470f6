-- expect error 4: '+=' is not Lua. write n = n + …
local n = 0
for i = 1, 3 do
  n += i
end
