-- expect error 4: 'where' is a method of a dataset, and data.fairs.visitors is a column. write it before the column: data.fairs:where
-- data: samples/medellin
return evaluation { units = whole("x"), periods = years(2016, 2018), indicators = { indicator { name = "x", title = "X", value =
  sum(data.fairs.visitors:where { visitors = above(3) }) } } }
