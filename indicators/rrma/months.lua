return indicator {
  title  = { en = "Time it took", fr = "Durée", es = "Duración" },
  unit   = { en = "months", fr = "mois", es = "meses" },
  about  = "Months from the framing to the report, about; of several diagnoses, the median.",
  source = "Note of a regional network on territorial diagnoses",
  tags   = { dimension = "institutional", dac = "efficiency", level = "input" },
  value  = median(data.studies.months),
  examples = {
    { given  = { studies = { { id = "a", months = 12 }, { id = "b" } } },
      units  = data.studies,
      expect = { { unit = "a", period = "all", value = 12 }, { unit = "b", period = "all", missing = "missing in the data" } } },
  },
}
