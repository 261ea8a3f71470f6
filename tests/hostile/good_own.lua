-- hostile: good: 10
local wanted = 0
for r in records(data.d:where { kind = "a" }) do wanted = wanted + r.amount end
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  return sum(records.amount) + wanted - 7
end) } } }
