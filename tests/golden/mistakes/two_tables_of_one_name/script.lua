local t = indicator { name = "x", title = "X", value = count(data.agreements) }
return { evaluation { name = "t", indicators = { t } }, evaluation { name = "t", indicators = { t } } }
