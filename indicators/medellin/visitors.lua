return indicator {
  title  = { en = "Visitors of a typical fair", fr = "Visiteurs d'une foire type", es = "Visitantes de una feria típica" },
  unit   = { en = "visitors", fr = "visiteurs", es = "visitantes" },
  digits = 0,
  about  = "Median over the fairs whose visitors were counted: one very large fair does not move it.",
  source = "Worked out from the fairs and international events",
  tags   = { dimension = "territorial", level = "outcome" },
  value  = median(data.fairs.visitors),
  examples = {
    -- 400, 900 and one not counted: the middle of 400 and 900
    { given  = { cooperations = { { id = "a" } },
                 fairs        = { { cooperation = "a", year = 2016, visitors = 900 },
                                  { cooperation = "a", year = 2016, visitors = 400 },
                                  { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 650 } } },
  },
}
