return indicator {
  title  = { en = "Towns", fr = "Villes", es = "Ciudades" },
  unit   = { en = "towns", fr = "villes", es = "ciudades" },
  about  = "Towns; with the forms of organisation as units, those that chose the form.",
  source = "Meeting on local authorities and twinning committees: four forms of local organisation",
  tags   = { dimension = "institutional", level = "input" },
  value  = count(data.towns),
  examples = {
    { given  = { forms = { { id = "committee" }, { id = "axes" } }, towns = { { id = "t", form = "committee" }, { id = "u" } } },
      units  = data.forms,
      expect = { { unit = "committee", period = "all", value = 1 }, { unit = "axes", period = "all", value = 0 } } },
  },
}
