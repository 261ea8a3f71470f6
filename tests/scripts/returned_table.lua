-- expect error 0: the script returns a plain table with 'indicators'. put the word before it: return evaluation {
return { indicators = {} }
