-- expect error 4: no dataset 'conventions', which is what map calls 'agreements'. the data has:
-- data: samples/medellin
map { agreements = "conventions" }
return indicator { title = "X", value = count(data.agreements) }
