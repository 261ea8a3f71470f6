-- hostile: error: too long
table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 5, 1)
