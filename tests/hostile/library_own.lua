-- hostile: limit: took more than
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  return (("a"):rep(300000)):find(".-.-b")
end) } } }
