-- hostile: error: 
getmetatable("").__index = nil
