-- expect error 2: mix: the weight of part 2 is the number -1, and must not be below 0
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = mix { { count(data.a), weight = 0.5 }, { count(data.b), weight = -1 } } } } }
