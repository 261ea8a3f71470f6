-- expect error 3: a text cannot be reckoned with
local v = "1 234,56"
return v + 1
