local b = use "circle_b"
return indicator { title = "A", value = b }
