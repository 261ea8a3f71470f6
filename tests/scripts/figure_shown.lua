-- expect error 2: item 1 is a figure (count). give it a name: indicator {
return evaluation { indicators = { count(data.agreements) } }
