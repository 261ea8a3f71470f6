return evaluation { indicators = { use "../secret" } }
