-- expect error 2: no indicator 'medellin/agrements'
return use "medellin/agrements"
