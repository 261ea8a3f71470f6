-- expect error 2: indicator: 'value' is missing
return indicator { title = "X" }
