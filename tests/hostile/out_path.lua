-- hostile: error: not the name
return use "../../../etc/passwd"
