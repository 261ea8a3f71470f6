-- Not everything that came back came back because of the cooperation.
return indicator {
  title  = { en = "Returns owed to the cooperation", fr = "Retours dus à la coopération", es = "Retornos debidos a la cooperación" },
  unit   = "EUR",
  digits = 0,
  about  = "Each return times the share of it that the reviewers put down to the cooperation. Where they gave no share, the return is left out, and told.",
  source = "Catalonia and CUF, the same seminar: contribution, not attribution",
  tags   = { dimension = "territorial", dac = "impact", sdg = 8, level = "outcome" },
  value  = sum(data.returns.amount * data.returns.contribution),
  examples = {
    -- half of 80, all of 10, and 500 of which nobody said how much
    { given  = { fields  = { { id = "a" }, { id = "b" } },
                 returns = { { field = "a", year = 2015, amount = 80, contribution = 0.5 }, { field = "a", year = 2015, amount = 10, contribution = 1 },
                             { field = "a", year = 2015, amount = 500 }, { field = "b", year = 2015, amount = 500 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2015, value = 50 },
                 { unit = "b", period = 2015, missing = "missing in the data" } } },
  },
}
