-- hostile: any: 
return utf8.char(1 << 40), utf8.codepoint(("x"):rep(1 << 20), 1, 1 << 20)
