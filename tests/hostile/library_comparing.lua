-- hostile: limit: took more than
local a, b = ("z\0"):rep(4000000), ("z\0"):rep(4000000) .. "z"
while true do local x = a < b end
