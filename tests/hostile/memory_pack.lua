-- hostile: limit: MiB of memory
return string.pack("z", ("x"):rep(100 << 20))
