return indicator {
  title  = { en = "State", fr = "État d'avancement", es = "Estado" },
  about  = "How far the decisions have been carried out: the last state that is known; with the decisions as units, that of each.",
  source = "Worked out from the decisions",
  tags   = { dimension = "institutional", level = "outcome", dac = "sustainability", sdg = 17 },
  value  = last(data.decisions.state),
  examples = {
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  decisions    = { { cooperation = "a", decided_on = "2018-03-12", state = "done" }, { cooperation = "b", decided_on = "2018-03-12" } } },
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = "done" },
                  { unit = "b", period = "all", missing = "missing in the data" } } },
  },
}
