-- expect error 4: between '900' and '100': the first is above the second
-- data: samples/medellin
return evaluation { units = whole("x"), periods = years(2016, 2018), indicators = { indicator { name = "x", title = "X", value =
  count(data.fairs:where { visitors = between(900, 100) }) } } }
