local signed = use "medellin/agreements"

return indicator {
  title   = { en = "Share of all agreements", fr = "Part de l'ensemble des accords", es = "Parte del total de acuerdos" },
  percent = true,
  about   = "Agreements of the unit over those of all units of the table, in the same period.",
  source  = "Worked out from the agreements signed",
  tags    = { dimension = "institutional", level = "output" },
  value   = share_of_total(signed),
  examples = {
    -- 1 of 4 and 3 of 4; in 2017 nobody signs anything, and a share of nothing does not exist
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  agreements   = { { cooperation = "a", year = 2016 }, { cooperation = "b", year = 2016 },
                                   { cooperation = "b", year = 2016 }, { cooperation = "b", year = 2016 } } },
      periods = years(2016, 2017),
      expect  = { { unit = "a", period = 2016, value = 0.25 },
                  { unit = "b", period = 2016, value = 0.75 },
                  { unit = "a", period = 2017, missing = "division by zero" } } },
  },
}
