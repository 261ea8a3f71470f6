-- expect error 2: is_missing takes a figure: is_missing(x). in a filter, the test is missing()
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.a:where { x = is_missing() }) } } }
