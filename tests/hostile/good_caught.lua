-- hostile: good: One
local ok, said = pcall(error, { 1 })
assert(not ok and said[1] == 1)
local done = { xpcall(function() return 1, 2 end, print) }
assert(done[3] == 2)
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = 1 } } }
