-- hostile: error: 
for k, v in pairs(getmetatable(data) or {}) do print(k, v) end
error("looked")
