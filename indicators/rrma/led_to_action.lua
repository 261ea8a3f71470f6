return indicator {
  title   = { en = "Diagnoses that led to action", fr = "Diagnostics suivis d'action", es = "Diagnósticos seguidos de acción" },
  percent = true,
  digits  = 0,
  about   = "Diagnoses with one action at least, over those that were followed up.",
  source  = "Worked out from the actions and the follow-ups",
  tags    = { dimension = "territorial", dac = "effectiveness", level = "outcome" },
  value   = distinct(data.actions.study) / count(data.followups),
  examples = {
    -- two actions, both of a, and two diagnoses followed up
    { given  = { studies   = { { id = "a", origin = "x" }, { id = "b", origin = "x" }, { id = "c", origin = "y" } },
                 followups = { { study = "a" }, { study = "b" } },
                 actions   = { { id = "p", study = "a" }, { id = "q", study = "a" } } },
      units  = data.studies.origin,
      expect = { { unit = "x", period = "all", value = 0.5 }, { unit = "y", period = "all", missing = "division by zero" } } },
  },
}
