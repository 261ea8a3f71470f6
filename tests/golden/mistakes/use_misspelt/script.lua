return evaluation { indicators = { use "medellin/agrements" } }
