-- hostile: any: 
rawset(_G, "count", 5)
return count
