-- expect error 3: 't' is empty (nil) here
local t
return t.x
