return evaluation { indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { kind = "protocole" }) } } }
