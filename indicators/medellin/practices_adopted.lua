local adopted = data.practices:where { direction = "received", state = "adopted" }

return indicator {
  title  = { en = "Practices adopted from partners", fr = "Pratiques reprises de partenaires", es = "Prácticas adoptadas de socios" },
  unit   = { en = "practices", fr = "pratiques", es = "prácticas" },
  about  = "Ways of working seen at a partner's and now the city's own. One that was only tried does not count, nor one the city gave.",
  source = "Invented for the example: the document names four of about ten indicators, and this is not one of them",
  tags   = { dimension = "territorial", level = "outcome", dac = "sustainability", sdg = 11 },
  value  = count(adopted),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 practices    = { { cooperation = "a", year = 2020, direction = "received", state = "adopted" },
                                  { cooperation = "a", year = 2020, direction = "received", state = "tried" },
                                  { cooperation = "a", year = 2020, direction = "given", state = "adopted" } } },
      expect = { { unit = "a", period = 2020, value = 1 },
                 { unit = "b", period = 2020, value = 0 } } },
  },
}
