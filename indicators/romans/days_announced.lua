return indicator {
  title  = { en = "Consultant days announced", fr = "Jours de consultant annoncés", es = "Días de consultor anunciados" },
  unit   = { en = "days", fr = "jours", es = "días" },
  about  = "Days in the terms of reference of the post-evaluation support. They are given for the support as a whole.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "input" },
  value  = sum(data.days:where { stated = "announced" }.days),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 days         = { { cooperation = "a", stated = "announced", days = 3 }, { cooperation = "a", stated = "announced", days = 4 },
                                  { cooperation = "a", stated = "other", days = 100 } } },
      expect = { { unit = "a", period = "all", value = 7 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
