-- hostile: limit: MiB of memory
return (("x"):rep(1 << 20)):gsub(".", ("y"):rep(1000))
