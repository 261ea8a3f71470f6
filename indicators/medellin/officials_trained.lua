return indicator {
  title  = { en = "City staff trained with partners", fr = "Agents de la ville formés avec des partenaires", es = "Personal de la ciudad formado con socios" },
  unit   = { en = "people", fr = "personnes", es = "personas" },
  about  = "People who followed a course held with a partner. Who followed two courses counts twice.",
  source = "Invented for the example: the document names four of about ten indicators, and this is not one of them",
  tags   = { dimension = "institutional", level = "output", dac = "sustainability", sdg = { 16, 17 } },
  value  = sum(data.training.people),
  examples = {
    -- a: 18 and 12, and a course to which nobody came; b: a course whose list is lost
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 training     = { { cooperation = "a", year = 2020, people = 18 }, { cooperation = "a", year = 2020, people = 12 },
                                  { cooperation = "a", year = 2021, people = 0 }, { cooperation = "b", year = 2020 } } },
      expect = { { unit = "a", period = 2020, value = 30 },
                 { unit = "a", period = 2021, value = 0 },
                 { unit = "b", period = 2020, missing = "missing in the data" },
                 { unit = "b", period = 2021, missing = "no records" } } },
  },
}
