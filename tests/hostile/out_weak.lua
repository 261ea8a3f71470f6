-- hostile: error: not allowed
setmetatable({}, { __mode = "v" })
