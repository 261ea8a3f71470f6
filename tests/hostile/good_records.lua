-- hostile: good: 10
local all = 0
for r in records(data.d) do all = all + r.amount end
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = all } } }
