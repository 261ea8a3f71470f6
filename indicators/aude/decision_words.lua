return indicator {
  title  = { en = "What was decided", fr = "Ce qui a été décidé", es = "Lo que se decidió" },
  about  = "The decision in words, the last that was written down; with the decisions as units, each.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: decisions after the evaluation",
  tags   = { dimension = "institutional", level = "outcome", dac = "sustainability", sdg = 17 },
  value  = last(data.decisions.words),
  examples = {
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  decisions    = { { cooperation = "a", decided_on = "2018-10-15", words = "Add a village." }, { cooperation = "a", decided_on = "2018-03-12", words = "Train people." } } },
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = "Add a village." },
                  { unit = "b", period = "all", missing = "no records" } } },
  },
}
