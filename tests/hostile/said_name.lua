-- hostile: error: 
return indicator { name = ("/.."):rep(1000), title = "t", value = 1, colour = 1 }
