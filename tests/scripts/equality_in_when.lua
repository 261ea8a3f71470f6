-- expect error 2: when: argument 1 is a plain false, and must be a condition. ==, ~=, <, >, 'and', 'or' and 'not' give a plain true or false
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(count(data.agreements) == 5, 1, 0) } } }
