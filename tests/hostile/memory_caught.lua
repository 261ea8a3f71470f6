-- hostile: limit: MiB of memory
-- max-time: 5
while true do pcall(function() local t = {} while true do t[#t + 1] = ("y"):rep(100000) .. #t end end) end
