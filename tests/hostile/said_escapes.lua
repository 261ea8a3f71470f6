-- hostile: error: 
error("\27]0;title\7\27[2J")
