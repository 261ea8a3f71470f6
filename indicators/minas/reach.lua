local signed = use "minas/municipalities"

return indicator {
  title   = { en = "Share of municipalities that signed", fr = "Part des communes signataires", es = "Parte de los municipios firmantes" },
  percent = true,
  digits  = 1,
  about   = "Municipalities with one agreement or more over all municipalities: many agreements in a few towns do not raise it.",
  source  = "Worked out from the agreements",
  tags    = { dimension = "territorial", level = "outcome", dac = "effectiveness", sdg = { 10, 17 } },
  value   = signed / count(data.municipalities),
  examples = {
    -- north: one of two has signed, twice; south: none of one
    { given   = { municipalities = { { id = "a", region = "north" }, { id = "b", region = "north" }, { id = "c", region = "south" } },
                  agreements     = { { municipality = "a", signed_on = "2016-05-04" }, { municipality = "a", signed_on = "2017-05-04" } } },
      units   = data.municipalities.region,
      periods = all_time(),
      expect  = { { unit = "north", period = "all", value = 0.5 },
                  { unit = "south", period = "all", value = 0 } } },
    { given   = { municipalities = { { id = "a" }, { id = "b" }, { id = "c" }, { id = "d" } },
                  agreements     = { { municipality = "a", signed_on = "2016-05-04" } } },
      units   = whole("The state"),
      expect  = { { period = 2016, value = 0.25 } } },
  },
}
