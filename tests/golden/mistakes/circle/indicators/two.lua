local other = use "one"
return indicator { title = "Two", value = other + 1 }
