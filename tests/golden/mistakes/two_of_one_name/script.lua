return evaluation { indicators = {
  indicator { name = "x", title = "X", value = count(data.agreements) },
  indicator { name = "x", title = "Y", value = sum(data.agreements.amount) } } }
