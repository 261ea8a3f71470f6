local t = setmetatable({}, { __index = function(_, k) return k end })
for k, v in pairs { a = 1, 2 } do t[k] = v end
local ok, e = pcall(string.rep, 'x', 3)
print(e, ('a'):gsub('a', 'b'))
return indicator { name = 'n', title = 'T', value = compute(data.d, function(r, c) return #r end) }