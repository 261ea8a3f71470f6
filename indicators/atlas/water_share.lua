-- A line that says nothing about water is no line without water: it stays out, above and below.
local stated = data.funding:where { water_amount = present(), amount = present() }

return indicator {
  title   = { en = "Share that comes from water", fr = "Part venant de l'eau", es = "Parte que viene del agua" },
  percent = true,
  digits  = 0,
  about   = "Amounts under the 1 % on water over the funding, in the lines that state one, be it 0.",
  source  = "Record of a project in the French atlas of decentralised cooperation",
  tags    = { dimension = "territorial", sdg = 6, level = "input" },
  value   = sum(stated.water_amount) / sum(stated.amount),
  examples = {
    -- 30 of 50 in the lines that state it; b states nothing
    { given  = { projects = { { id = "a" }, { id = "b" } },
                 funding  = { { project = "a", year = 2010, amount = 40, water_amount = 30 }, { project = "a", year = 2010, amount = 10, water_amount = 0 },
                              { project = "a", year = 2010, amount = 90 }, { project = "b", year = 2010, amount = 90 } } },
      units  = data.projects,
      expect = { { unit = "a", period = 2010, value = 0.6 }, { unit = "b", period = 2010, missing = "no records" } } },
  },
}
