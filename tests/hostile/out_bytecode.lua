Lua-- hostile: error: compiled
