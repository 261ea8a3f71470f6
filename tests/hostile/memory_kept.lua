-- hostile: any: 
kept = {}
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  while #kept < 1e9 do kept[#kept + 1] = records end
end) } } }
