-- expect error 2: indicator: 'better' is the text 'lowest'
return indicator { title = "X", value = 1, better = "lowest" }
