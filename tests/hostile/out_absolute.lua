-- hostile: error: 
return use "/etc/passwd"
