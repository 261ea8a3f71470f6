-- hostile: limit: MiB of memory
return ("x"):rep(200 << 20)
