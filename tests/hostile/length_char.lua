-- hostile: any: 
return string.char(table.unpack((function() local t = {} for i = 1, 100000 do t[i] = 65 end return t end)()))
