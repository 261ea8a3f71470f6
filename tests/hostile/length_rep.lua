-- hostile: any: 
return ("x"):rep(1 << 40, "y")
