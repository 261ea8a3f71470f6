-- hostile: limit: 
local x = count(data.d)
while true do x = x + count(data.d:where { amount = 1 }) end
