return indicator {
  title  = { en = "Latest decision", fr = "Dernière décision", es = "Última decisión" },
  about  = "What was decided after the evaluation: continue, change or close; of several, the last that is known. Where nothing was decided, the figure says so.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: decisions after the evaluation",
  tags   = { dimension = "institutional", level = "outcome", dac = "sustainability", sdg = 17 },
  value  = when(is_missing(last(data.decisions.decision), "no records"), "none yet", last(data.decisions.decision)),
  examples = {
    -- a: changed in March, then continued; b: none; c: a decision of which the kind is not known
    { given   = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                  decisions    = { { cooperation = "a", decided_on = "2018-10-15", decision = "continue" },
                                   { cooperation = "a", decided_on = "2018-03-12", decision = "change" },
                                   { cooperation = "c", decided_on = "2018-03-12" } } },
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = "continue" },
                  { unit = "b", period = "all", value = "none yet" },
                  { unit = "c", period = "all", missing = "missing in the data" } } },
  },
}
