-- expect error 2: evaluation: 'periods' is a table { … }, and must be periods
return evaluation { periods = { 2015, 2018 }, indicators = { indicator { name = "a", value = 1 } } }
