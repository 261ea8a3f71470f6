return indicator { title = "Plain", value = count(data.agreements) }
