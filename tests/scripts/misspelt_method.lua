-- expect error 2: a dataset has no method ':wher' (did you mean 'where'?)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:wher { kind = "protocol" }) } } }
