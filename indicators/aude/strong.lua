return indicator {
  title   = { en = "Criteria judged strong", fr = "Critères jugés solides", es = "Criterios valorados como fuertes" },
  percent = true,
  about   = "Judgements \"strong\" over those that were given.",
  source  = "Worked out from the internal evaluation",
  tags    = { dimension = "institutional", level = "outcome", dac = { "relevance", "effectiveness", "sustainability" }, sdg = 17 },
  value   = share(data.judgements, { judgement = "strong" }),
  examples = {
    -- strong, weak, and one not given: 1 of 2
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 judgements   = { { cooperation = "a", judgement = "strong" }, { cooperation = "a", judgement = "weak" }, { cooperation = "a" } } },
      expect = { { unit = "a", period = "all", value = 0.5 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
