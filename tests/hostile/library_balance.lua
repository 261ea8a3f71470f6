-- hostile: limit: took more than
return (("{"):rep(2000000)):find("%b{}")
