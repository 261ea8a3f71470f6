return evaluation { periods = months("2016-01", "2016-03"), indicators = { indicator { name = "x", title = "X", value = count(data.agreements) } } }
