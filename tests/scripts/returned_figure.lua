-- expect error 0: the script returns a figure (count)
return count(data.agreements)
