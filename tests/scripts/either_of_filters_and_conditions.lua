-- expect error 2: either: conditions stand between ( )
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(either { above(count(data.a), 1), above(count(data.b), 1) }, 1, 0) } } }
