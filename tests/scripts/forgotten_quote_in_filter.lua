-- expect error 2: nothing is called 'protocol'. a text is written between quotes: "protocol"
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { kind = protocol }) } } }
