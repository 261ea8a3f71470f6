-- expect error 2: indicator: 'bands' has no amber
return indicator { title = "X", value = 1, bands = { green = 1 } }
