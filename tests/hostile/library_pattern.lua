-- hostile: limit: took more than
local s = ("a"):rep(40)
return s:find(("a?"):rep(40) .. ("a"):rep(41))
