return indicator {
  title  = { en = "Goals that an action is tied to", fr = "Objectifs auxquels une action est liée", es = "Objetivos a los que se liga una acción" },
  unit   = { en = "of 17", fr = "sur 17", es = "de 17" },
  about  = "Different Sustainable Development Goals named by the actions presented. A cell such as 11;13 holds two.",
  source = "Worked out from the actions presented",
  tags   = { dimension = "territorial", level = "outcome", dac = "coherence", sdg = 17 },
  value  = distinct(split(data.actions.sdg, ";")),
  examples = {
    -- 11 and 13, then 11 again
    { given   = { actions = { { presented_on = "2016-05-19", sdg = "11;13" }, { presented_on = "2016-05-20", sdg = "11" } } },
      units   = whole("The city"),
      periods = years(2016, 2017),
      expect  = { { period = 2016, value = 2 }, { period = 2017, value = 0 } } },
  },
}
