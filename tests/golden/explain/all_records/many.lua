return indicator { title = "Things", value = count(data.things) }
