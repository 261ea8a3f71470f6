return evaluation { indicators = {
  indicator { name = "count", title = "Count", value = count(data.agreements) },
  indicator { name = "own", title = "Own", value = compute(data.agreements, function(records)
    while #records > 1 do end
    return #records
  end) } } }
