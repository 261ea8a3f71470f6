-- expect error 2: a text is not closed on its line
local s = "abc
return s
