-- expect error 5: the '{' of line 3 is never closed

return indicator {
  title = "X", value = 1
