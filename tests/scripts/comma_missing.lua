-- expect error 4: a comma is missing before 'value'
return indicator {
  title = "X"
  value = 1,
}
