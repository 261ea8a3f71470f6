local signed      = use "minas/agreements"
local inhabitants = sum(data.municipalities.inhabitants)

return indicator {
  title  = { en = "Agreements for 100 000 inhabitants", fr = "Accords pour 100 000 habitants", es = "Acuerdos por cada 100 000 habitantes" },
  digits = 1,
  about  = "So that small and large municipalities can be read side by side. One agreement of a small town makes a large figure.",
  source = "Worked out from the agreements and the inhabitants",
  tags   = { dimension = "institutional", level = "output", sdg = 17, dac = "effectiveness" },
  value  = 100000 * signed / inhabitants,
  examples = {
    -- a: 1 agreement and 50 000 inhabitants; b: none; c: nobody knows how many inhabitants
    { given   = { municipalities = { { id = "a", inhabitants = 50000 }, { id = "b", inhabitants = 4000 }, { id = "c" } },
                  agreements     = { { municipality = "a", signed_on = "2016-05-04" }, { municipality = "c", signed_on = "2016-05-04" } } },
      units   = data.municipalities,
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = 2 },
                  { unit = "b", period = "all", value = 0 },
                  { unit = "c", period = "all", missing = "missing in the data" } } },
  },
}
