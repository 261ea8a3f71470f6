-- hostile: error: zero byte
return indicator { name = "n", title = "a\0b", value = 1 }
