-- expect error 3: there is no parameter 'sinse' (did you mean 'since'?)
local p = params { since = 2010 }
local x = p.sinse
