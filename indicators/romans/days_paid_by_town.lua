return indicator {
  title  = { en = "Days paid by the town", fr = "Jours payés par la ville", es = "Días pagados por la ciudad" },
  unit   = { en = "days", fr = "jours", es = "días" },
  about  = "Days on top of the support, paid by the town itself.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "input" },
  value  = sum(data.days:where { stated = "extra" }.days),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 days         = { { cooperation = "a", stated = "extra", days = 3 }, { cooperation = "a", stated = "extra", days = 4 },
                                  { cooperation = "a", stated = "other", days = 100 } } },
      expect = { { unit = "a", period = "all", value = 7 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
