-- expect error 2: evaluation: 'checks': item 1 is a condition (equal)
return evaluation { checks = { equal(1, 2), "differ" }, indicators = { indicator { name = "a", value = 1 } } }
