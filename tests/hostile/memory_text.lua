-- hostile: limit: MiB of memory
local s = ("x"):rep(1000)
while true do s = s .. s end
