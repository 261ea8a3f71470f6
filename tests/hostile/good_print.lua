-- hostile: good: told
print("told", 1, nil, true)
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = 1 } } }
