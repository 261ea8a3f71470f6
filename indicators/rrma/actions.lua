-- 0 where somebody looked and found none; no figure where nobody looked. The schema's `coverage` tells the two apart.
return indicator {
  title  = { en = "Actions that followed", fr = "Actions qui ont suivi", es = "Acciones que siguieron" },
  unit   = { en = "actions", fr = "actions", es = "acciones" },
  bands  = { green = 3, amber = 1 },
  about  = "Concrete actions that came out of the diagnosis.",
  source = "Note of a regional network on territorial diagnoses: no concrete action followed in any of the three",
  tags   = { dimension = "territorial", dac = "impact", level = "outcome" },
  value  = count(data.actions),
  examples = {
    -- a and b were followed up, c was not
    { given  = { studies   = { { id = "a" }, { id = "b" }, { id = "c" } }, followups = { { study = "a" }, { study = "b" } },
                 actions   = { { id = "x", study = "a" } } },
      schema = { resources = { { name = "studies", path = "studies.csv" }, { name = "followups", path = "followups.csv" },
                               { name = "actions", path = "actions.csv", coverage = { by = { "study" }, ["in"] = "followups" } } } },
      units  = data.studies,
      expect = { { unit = "a", period = "all", value = 1 }, { unit = "b", period = "all", value = 0 },
                 { unit = "c", period = "all", missing = "not reported" } } },
  },
}
