-- hostile: any: 
local x = math.mininteger // -1
local y = math.mininteger % -1
return ("x"):sub(math.mininteger, math.maxinteger):byte(math.mininteger, -1), math.tointeger("9" .. x), string.format("%d", 3.0), 5 // 0.0
