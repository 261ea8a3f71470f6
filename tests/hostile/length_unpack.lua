-- hostile: error: 
return table.unpack({}, 1, 1e9)
