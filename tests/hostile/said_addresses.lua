-- hostile: error: table function
error(tostring({}) .. " " .. tostring(print))
