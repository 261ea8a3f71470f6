-- hostile: good: not defined
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  return 1e308 * 10
end) } } }
