local announced = use "romans/days_announced"
local reported  = use "romans/days_reported"

return indicator {
  title  = { en = "Days reported beyond those announced", fr = "Jours déclarés au-delà des jours annoncés", es = "Días declarados por encima de los anunciados" },
  unit   = { en = "days", fr = "jours", es = "días" },
  about  = "0 when the document agrees with itself.",
  source = "Worked out from the days announced and reported",
  tags   = { level = "input" },
  value  = reported - announced,
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 days         = { { cooperation = "a", stated = "announced", days = 19 }, { cooperation = "a", stated = "reported", days = 23 },
                                  { cooperation = "b", stated = "announced", days = 5 } } },
      expect = { { unit = "a", period = "all", value = 4 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
