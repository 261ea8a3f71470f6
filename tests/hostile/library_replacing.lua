-- hostile: limit: took more than
return (("a"):rep(300000)):gsub("a-b", "")
