-- expect error 2: years counted from the first (1, 2 …) and calendar years
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = by_year { [1] = count(data.a), [2017] = count(data.b) } } } }
