-- expect error 2: an expected figure: 'no record' is not a reason
return indicator { title = "X", value = 1, examples = { { given = { a = {} }, expect = { { unit = "a", missing = "no record" } } } } }
