-- expect error 2: 'units' stands twice in the layout
return evaluation { rows = "units", columns = { "units", "periods" }, indicators = { indicator { name = "a", value = 1 } } }
