-- hostile: limit:
for i = 1, 1000000 do records(data.d) end
return evaluation { indicators = { indicator { name = "n", title = "N", value = 1 } } }
