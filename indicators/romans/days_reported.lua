return indicator {
  title  = { en = "Consultant days reported", fr = "Jours de consultant déclarés", es = "Días de consultor declarados" },
  unit   = { en = "days", fr = "jours", es = "días" },
  about  = "Days that the balance reports for each axis, without the one the town paid itself.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "input" },
  value  = sum(data.days:where { stated = "reported" }.days),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 days         = { { cooperation = "a", stated = "reported", days = 3 }, { cooperation = "a", stated = "reported", days = 4 },
                                  { cooperation = "a", stated = "other", days = 100 } } },
      expect = { { unit = "a", period = "all", value = 7 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
