-- expect error 2: did you mean 'evaluation'?
return evalution { indicators = {} }
