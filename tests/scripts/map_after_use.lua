-- expect error 3: map stands before the first use
local a = use "plain"
map { agreements = "conventions" }
