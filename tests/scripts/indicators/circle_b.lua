local a = use "circle_a"
return indicator { title = "B", value = a }
