-- hostile: limit: MiB of memory
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = compute(data.d, function(records, cell)
  local t = {}
  while true do t[#t + 1] = { #t } end
end) } } }
