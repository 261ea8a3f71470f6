-- A unit is printed by its name, whatever the data calls it.
map {
  cooperations = "partenariats", ["cooperations.name"] = "partenariats.nom",
  agreements = "conventions", ["agreements.kind"] = "conventions.type",
  ["agreements.kind=protocol"] = "protocole d'accord",
}
local protocols = data.agreements:where { kind = "protocol" }
return indicator { title = "Protocols", value = count(protocols) }
