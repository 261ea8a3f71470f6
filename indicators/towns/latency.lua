local l = data.latencies

return indicator {
  title  = { en = "Years of latency", fr = "Années de latence", es = "Años de latencia" },
  unit   = { en = "years", fr = "années", es = "años" },
  better = "lower",
  about  = "Years in which the partnership slept, all spells together. Where no spell is written down nothing is known; where one has no end, the sum is not known either.",
  source = "Meeting on local authorities and twinning committees: periods of latency occur, giving up is rare",
  tags   = { dimension = "political", dac = "sustainability", level = "outcome" },
  value  = sum(l.to_year - l.from_year, { missing = "stop" }),
  examples = {
    -- 5 years and 3 years; a spell without an end; no spell
    { given  = { partnerships = { { id = "a" }, { id = "b" }, { id = "c" } },
                 latencies    = { { partnership = "a", from_year = 1988, to_year = 1993 }, { partnership = "a", from_year = 2001, to_year = 2004 },
                                  { partnership = "b", from_year = 1975 } } },
      units  = data.partnerships,
      expect = { { unit = "a", period = "all", value = 8 },
                 { unit = "b", period = "all", missing = "missing in the data" },
                 { unit = "c", period = "all", missing = "no records" } } },
  },
}
