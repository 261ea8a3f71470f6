-- hostile: error: 
return string.format("%" .. ("9"):rep(400) .. "d", 1)
