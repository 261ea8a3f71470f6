-- hostile: error: cannot be looked at after
kept = false
return evaluation { units = whole("x"), periods = years(2016, 2018), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  kept = kept or records
  return kept.amount[1]
end) } } }
