-- expect error 2: 'show' has periods that 'periods' has not
return evaluation { periods = years(2015, 2016), show = years(2016, 2018), indicators = { indicator { name = "a", value = 1 } } }
