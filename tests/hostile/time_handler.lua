-- hostile: limit: took more than
while true do xpcall(function() error("x") end, function(e) while true do end end) end
