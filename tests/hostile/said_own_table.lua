-- hostile: error: must return
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  return { 1 }
end) } } }
