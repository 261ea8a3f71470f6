-- hostile: error: error() and a nil
error()
