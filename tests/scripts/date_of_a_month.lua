-- expect error 4: column 'opened_on' of 'fairs' holds dates, and '2016-05' is not one
-- data: samples/medellin
return evaluation { units = whole("x"), periods = years(2016, 2018), indicators = { indicator { name = "x", title = "X", value =
  count(data.fairs:where { opened_on = below("2016-05") }) } } }
