local p = params { kind = "protocol", since = 2010 }
return evaluation { name = "kinds", periods = years(2016, 2018),
  indicators = { indicator { name = "signed", title = p.kind, value = count(data.agreements:where { kind = p.kind }) } } }
