-- expect error 2: an example has no field 'expected' (did you mean 'expect'?)
return indicator { title = "X", value = 1, examples = { { given = {}, expected = {} } } }
