-- expect error 5: the 'for' of line 2 has no 'end'
for i = 1, 3 do
  local x = i
return 1
