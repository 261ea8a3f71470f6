-- expect error 2: where: 'kind': an empty list { } lets nothing through
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { kind = {} }) } } }
