-- hostile: limit: took more than
return (("a"):rep(200000)):find((".*"):rep(4) .. "b")
