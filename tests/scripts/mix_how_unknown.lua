-- expect error 2: mix: 'how' is the text 'geometrical' (did you mean 'geometric'?)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = mix { count(data.a), count(data.b), how = "geometrical" } } } }
