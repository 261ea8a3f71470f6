-- hostile: error: longer than any
return indicator { name = "n", title = ("x"):rep(5 << 20), value = 1 }
