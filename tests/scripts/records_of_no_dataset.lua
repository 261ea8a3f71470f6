-- expect error 3: no dataset 'municipality' (did you mean 'municipalities'?)
-- data: samples/medellin
for area in records(data.municipality) do print(area.name) end
return indicator { title = "X", value = 1 }
