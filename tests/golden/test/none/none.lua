return indicator { title = "Agreements", value = count(data.agreements) }
