-- hostile: limit: an evaluation of 12000 checks is larger than any may be
local checks = {}
for i = 1, 12000 do checks[i] = { equal(count(data.d), i), "not " .. i } end
return evaluation { checks = checks, indicators = { indicator { name = "n", title = "N", value = 1 } } }
