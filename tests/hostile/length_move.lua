-- hostile: error: too long
table.move({ 1 }, 1, 1 << 61, 2)
