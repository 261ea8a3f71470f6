-- expect error 2: evaluation has no field 'colums' (did you mean 'columns'?)
return evaluation { colums = "periods", indicators = {} }
