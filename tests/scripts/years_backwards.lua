-- expect error 2: years: the last period is before the first
return evaluation { periods = years(2018, 2015), indicators = { indicator { name = "a", value = 1 } } }
