-- hostile: error: longer than any
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  return ("x"):rep(5 << 20)
end) } } }
