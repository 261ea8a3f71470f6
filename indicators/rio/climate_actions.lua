return indicator {
  title   = { en = "Actions tied to the climate", fr = "Actions liées au climat", es = "Acciones ligadas al clima" },
  percent = true,
  about   = "Actions presented that name goal 13, whatever other goals they name, over those that name any.",
  source  = "Worked out from the actions presented",
  tags    = { dimension = "territorial", level = "output", dac = "relevance", sdg = 13 },
  value   = share(data.actions, { sdg = has("13") }),
  examples = {
    -- 11 and 13, 11 alone, and one without a goal: 1 of 2
    { given   = { actions = { { presented_on = "2016-05-19", sdg = "11;13" }, { presented_on = "2016-05-20", sdg = "11" }, { presented_on = "2016-05-21" },
                              { presented_on = "2017-01-13" } } },
      units   = whole("The city"),
      periods = years(2016, 2018),
      expect  = { { period = 2016, value = 0.5 }, { period = 2017, missing = "missing in the data" }, { period = 2018, missing = "no records" } } },
  },
}
