local signed = use "medellin/agreements"

return indicator {
  title   = { en = "Growth of agreements", fr = "Croissance des accords", es = "Crecimiento de los acuerdos" },
  percent = true,
  about   = "Change against the year before, as a share of it. From 0 there is no growth to speak of.",
  source  = "Worked out from the agreements signed",
  tags    = { dimension = "institutional", level = "output" },
  value   = growth(signed),
  examples = {
    -- a signs 2, then 3, then none: + 50 %, then - 100 %. b signs none, then 1.
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  agreements   = { { cooperation = "a", year = 2015 }, { cooperation = "a", year = 2015 },
                                   { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2016 },
                                   { cooperation = "a", year = 2016 }, { cooperation = "b", year = 2016 } } },
      periods = years(2015, 2017),
      expect  = { { unit = "a", period = 2015, missing = "no previous period" },
                  { unit = "a", period = 2016, value = 0.5 },
                  { unit = "a", period = 2017, value = -1 },
                  { unit = "b", period = 2016, missing = "division by zero" } } },
  },
}
