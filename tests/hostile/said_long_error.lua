-- hostile: error: xxx
error(("x"):rep(30 << 20))
