-- Names and values of the catalogue, bound to another's data in the script itself.
map { cooperations = "partenaires", agreements = "conventions", ["agreements.kind"] = "conventions.type",
      ["agreements.kind=protocol"] = "protocole" }

return evaluation {
  name = "mapped", periods = years(2016, 2017), label = "nom",
  indicators = { use "medellin/agreements", use "medellin/protocol_share" },
}
