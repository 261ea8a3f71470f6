-- data: samples/montevideo
-- expect error 4: recode takes one value a record, and a split column has several
return evaluation { title = "T", units = whole("all"), indicators = {
  indicator { name = "x", title = "X", value = count(recode(split(data.staff.languages, ";"), { es = 1 })) } } }
