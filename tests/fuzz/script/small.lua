local d = data.d
return evaluation { units = d.kind, indicators = { use 'a/b', indicator { name = 'x', title = 'X', value = sum(d.a) / count(d:where { k = above(3) }) } } }