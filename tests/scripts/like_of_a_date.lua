-- expect error 4: 'like' needs a text, and column 'opened_on' of 'fairs' holds a date
-- data: samples/medellin
return evaluation { units = whole("x"), periods = years(2016, 2018), indicators = { indicator { name = "x", title = "X", value =
  count(data.fairs:where { opened_on = like("2016*") }) } } }
