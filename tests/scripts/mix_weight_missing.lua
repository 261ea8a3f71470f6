-- expect error 2: mix: 1 of 2 parts have a weight. give all of them one, or none
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = mix { { count(data.a), weight = 0.5 }, { count(data.b) } } } } }
