-- hostile: limit: too many
local all = {}
for i = 1, 3000 do
  local x = count(data.d)
  for j = 1, 3 do x = x + 1 end
  all[i] = evaluation { name = "e" .. i, units = whole("x"), indicators = { indicator { name = "n" .. i, title = "t", value = x } } }
end
return all
