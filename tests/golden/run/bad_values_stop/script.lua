return evaluation { name = "bad", periods = years(2016, 2016), totals = true, indicators = {
  indicator { name = "signed", title = "Signed", value = count(data.agreements) },
  indicator { name = "amount", title = "Amount", value = sum(data.agreements.amount) } } }
