return indicator {
  title  = { en = "Partnership agreements signed", fr = "Accords de partenariat signés", es = "Acuerdos de cooperación firmados" },
  unit   = { en = "agreements", fr = "accords", es = "acuerdos" },
  about  = "Agreements signed in the period, whatever their kind. Where none was signed the figure is 0.",
  source = "Medellín, seminar on the international action of cities, 5 July 2018: one of the four indicators named",
  tags   = { dimension = "institutional", level = "output" },
  value  = count(data.agreements),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 agreements   = { { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 2 },
                 { unit = "b", period = 2016, value = 0 } } },
  },
}
