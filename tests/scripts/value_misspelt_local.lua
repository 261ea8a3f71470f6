-- expect error 3: nothing is called 'totl' (did you mean 'total'?)
local total = 10
return indicator { title = "X", value = totl }
