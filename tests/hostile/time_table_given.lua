-- hostile: limit: took more than
return evaluation(setmetatable({}, { __index = function() while true do end end, __len = function() while true do end end }) and (function() while true do end end)())
