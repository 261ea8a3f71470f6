-- hostile: error: UTF-8
return indicator { name = "n", title = "\xff\xfe", value = 1 }
