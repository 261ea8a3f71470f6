-- A crosstab of words: for each criterion the judgement, as it was written.
return indicator {
  title  = { en = "Judgement", fr = "Appréciation", es = "Valoración" },
  about  = "What the department's own evaluation says by criterion: weak, fair or strong. Two different judgements of one criterion are an error, not a mean.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: internal evaluation",
  tags   = { dimension = "institutional", level = "outcome", dac = { "relevance", "effectiveness", "sustainability" }, sdg = 17 },
  value  = across(data.judgements.criterion, only(data.judgements.judgement)),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 judgements   = { { cooperation = "a", criterion = "relevance", judgement = "strong" }, { cooperation = "b", criterion = "relevance" } } },
      expect = { { unit = "a", period = "all", of = "relevance", value = "strong" },
                 { unit = "b", period = "all", of = "relevance", missing = "missing in the data" },
                 { unit = "c", period = "all", of = "relevance", missing = "no records" } } },
  },
}
