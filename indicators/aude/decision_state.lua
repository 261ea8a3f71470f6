return indicator {
  title  = { en = "State", fr = "État d'avancement", es = "Estado" },
  about  = "How far the latest decision has been carried out; with the decisions as units, each.",
  source = "Worked out from the decisions",
  tags   = { dimension = "institutional", level = "outcome" },
  value  = last(data.decisions.state),
  examples = {
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  decisions    = { { cooperation = "a", decided_on = "2018-03-12", state = "done" }, { cooperation = "b", decided_on = "2018-03-12" } } },
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = "done" },
                  { unit = "b", period = "all", missing = "missing in the data" } } },
  },
}
