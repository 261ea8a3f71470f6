-- hostile: good: not 5000
local checks = {}
for i = 1, 5000 do checks[i] = { equal(count(data.d), -i), "not " .. i } end
return evaluation { checks = checks, indicators = { indicator { name = "n", title = "N", value = 1 } } }
