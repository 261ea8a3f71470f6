-- hostile: error: return one kind
kept = 0
return evaluation { units = whole("x"), periods = years(2016, 2018), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  kept = kept + 1
  return kept % 2 == 0 and "text" or kept
end) } } }
