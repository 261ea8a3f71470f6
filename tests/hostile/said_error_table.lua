-- hostile: error: error() and a table
error(setmetatable({}, { __tostring = function() while true do end end }))
