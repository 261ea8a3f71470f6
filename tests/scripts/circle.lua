-- expect error 0: a circle: 
return use "circle_a"
