-- hostile: error: not allowed
setmetatable({}, { __gc = function() end })
