-- hostile: error: 
return string.dump(print)
