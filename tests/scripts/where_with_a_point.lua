-- expect error 2: 'where' is a method: write it with a colon, data.agreements:where
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements.where { kind = "protocol" }) } } }
