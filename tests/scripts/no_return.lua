-- expect error 0: the script returns nothing
local e = evaluation { indicators = { indicator { name = "a", value = 1 } } }
