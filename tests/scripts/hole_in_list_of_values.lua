-- expect error 3: where: 'kind': item 2 of the list is nothing (nil)
local kinds = {}
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { kind = { "a", kinds.b, "c" } }) } } }
