-- hostile: error: protected
setmetatable(_G, {})
