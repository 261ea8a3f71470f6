-- expect error 2: indicator: 'digits' is the text '2', and must be a number
return indicator { title = "X", value = 1, digits = "2" }
