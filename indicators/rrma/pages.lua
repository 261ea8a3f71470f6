return indicator {
  title  = { en = "Length of the report", fr = "Longueur du rapport", es = "Extensión del informe" },
  unit   = { en = "pages", fr = "pages", es = "páginas" },
  about  = "Pages of the diagnosis, about; of several, the median.",
  source = "Note of a regional network on territorial diagnoses",
  tags   = { dimension = "institutional", level = "output" },
  value  = median(data.studies.pages),
  examples = {
    { given  = { studies = { { id = "a", pages = 25 }, { id = "b" } } },
      units  = data.studies,
      expect = { { unit = "a", period = "all", value = 25 }, { unit = "b", period = "all", missing = "missing in the data" } } },
  },
}
