-- expect error 2: is_missing: 'no record' is not a reason why a figure is missing (did you mean 'no records'?)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(is_missing(count(data.a), "no record"), 0, 1) } } }
