-- hostile: limit: MiB of memory
while true do pcall(function() local t = {} while true do t[#t + 1] = ("y"):rep(100000) .. #t end end) end
