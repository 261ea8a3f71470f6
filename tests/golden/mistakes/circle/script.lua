return evaluation { indicators = { use "one" } }
