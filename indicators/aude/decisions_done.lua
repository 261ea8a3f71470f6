return indicator {
  title   = { en = "Decisions carried out", fr = "Décisions mises en œuvre", es = "Decisiones cumplidas" },
  percent = true,
  about   = "Decisions that are done, over those whose state is known.",
  source  = "Worked out from the decisions",
  tags    = { dimension = "institutional", level = "outcome", dac = "effectiveness", sdg = 17 },
  value   = share(data.decisions, { state = "done" }),
  examples = {
    -- done, not begun, under way, and one not known: 1 of 3
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 decisions    = { { cooperation = "a", state = "done" }, { cooperation = "a", state = "not begun" },
                                  { cooperation = "a", state = "under way" }, { cooperation = "a" } } },
      expect = { { unit = "a", period = "all", value = 1 / 3 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
