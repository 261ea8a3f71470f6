local other = use "two"
return indicator { title = "One", value = other + 1 }
