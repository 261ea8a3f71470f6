return indicator {
  title  = { en = "Cost of a trip for each traveller", fr = "Coût d'un déplacement par voyageur", es = "Costo de un viaje por viajero" },
  unit   = { en = "US dollars", fr = "dollars", es = "dólares" },
  digits = 0,
  better = "lower",
  about  = "Cost over travellers, on the trips whose cost is known.",
  source = "Worked out from the trips",
  tags   = { dimension = "institutional", level = "input", dac = "efficiency" },
  value  = weighted_mean(data.trips.cost / data.trips.travellers, data.trips.travellers),
  examples = {
    -- 900 for 3 and 100 for 1: 1 000 over 4 travellers; the trip without a cost is left aside
    { given  = { cooperations = { { id = "a" } },
                 trips        = { { cooperation = "a", year = 2016, travellers = 3, cost = 900 },
                                  { cooperation = "a", year = 2016, travellers = 1, cost = 100 },
                                  { cooperation = "a", year = 2016, travellers = 9 } } },
      expect = { { unit = "a", period = 2016, value = 250 } } },
  },
}
