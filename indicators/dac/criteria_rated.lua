return indicator {
  title  = { en = "Criteria rated", fr = "Critères notés", es = "Criterios valorados" },
  unit   = { en = "of 6", fr = "sur 6", es = "de 6" },
  about  = "Criteria with one rating at least.",
  source = "OECD DAC criteria, named by CUF in the seminar on the international action of cities, 5 July 2018",
  tags   = { level = "activity" },
  value  = distinct(data.ratings:where { rating = present() }.criterion),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 ratings      = { { cooperation = "a", criterion = "impact", rating = "good" }, { cooperation = "a", criterion = "impact", rating = "weak" },
                                  { cooperation = "a", criterion = "relevance" } } },
      expect = { { unit = "a", period = "all", value = 1 }, { unit = "b", period = "all", value = 0 } } },
  },
}
