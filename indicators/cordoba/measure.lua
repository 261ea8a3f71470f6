-- Each field counts something of its own, so there is one value for a field and a year, and no sum.
return indicator {
  title    = { en = "Measure of the field", fr = "Mesure du domaine", es = "Medida del ámbito" },
  about    = "What the field counts, as the yearly measurement gave it. The column measure of the fields says what that is; fields are not added up.",
  source   = "Córdoba, seminar on the international action of cities, 5 July 2018: each year a quantitative measure by field",
  tags     = { dimension = "institutional", level = "outcome", dac = "effectiveness", sdg = 17 },
  value    = only(data.measures.value),
  baseline = only(data.fields.baseline),
  target   = only(data.targets.target),
  examples = {
    -- nothing was written down for 2017, and nobody measured in 2018
    { given   = { fields   = { { id = "a", baseline = 10 } },
                  measures = { { field = "a", year = 2016, value = 12 }, { field = "a", year = 2017 } },
                  targets  = { { field = "a", year = 2016, target = 15 } } },
      units   = data.fields,
      periods = years(2016, 2018),
      expect  = { { unit = "a", period = 2016, value = 12 },
                  { unit = "a", period = 2017, missing = "missing in the data" },
                  { unit = "a", period = 2018, missing = "no records" } } },
  },
}
