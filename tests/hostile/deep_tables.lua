-- hostile: any: 
local t = {}
for i = 1, 100000 do t = { t } end
return indicator { name = "n", title = "t", value = 1, examples = t }
