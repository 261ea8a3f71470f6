-- hostile: limit: took more than
("x"):gsub(".", function() while true do end end)
