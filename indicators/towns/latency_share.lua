return indicator {
  title   = { en = "Part of its life asleep", fr = "Part de sa vie en sommeil", es = "Parte de su vida en latencia" },
  percent = true,
  digits  = 0,
  better  = "lower",
  about   = "Years of latency over the age of the partnership.",
  source  = "Worked out from the age and the years of latency",
  tags    = { dimension = "political", dac = "sustainability", level = "outcome" },
  value   = use "towns/latency" / use "towns/age",
  examples = {
    -- 10 of the 40 years from 1971 to 2011
    { given  = { partnerships = { { id = "a", since = 1971 }, { id = "b", since = 1971 } },
                 latencies    = { { partnership = "a", from_year = 1980, to_year = 1990 } } },
      units  = data.partnerships,
      expect = { { unit = "a", period = "all", value = 0.25 }, { unit = "b", period = "all", missing = "no records" } } },
  },
}
