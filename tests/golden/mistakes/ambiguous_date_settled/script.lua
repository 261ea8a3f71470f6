return evaluation { periods = years(2017, 2017), indicators = { indicator { name = "x", title = "X", value = count(data.meetings) } } }
