-- expect error 2: quarters: argument 1 is the text '2016-1', and must be like "2016-Q1"
local q = quarters("2016-1", "2018-Q4")
