-- expect error 2: typographic quotes
return indicator { title = “X”, value = 1 }
