-- Half quantity, half quality.
local signed  = use "medellin/agreements"
local quality = use "montevideo/quality"

return indicator {
  title  = { en = "Year two: quantity and quality", fr = "Deuxième année : quantité et qualité", es = "Segundo año: cantidad y calidad" },
  digits = 2,
  about  = "Growth of the agreements signed, and quality in the reviews, half and half. Without one of them there is no figure.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: quantitative and qualitative mixed in the second year",
  tags   = { dimension = "institutional", level = "outcome" },
  value  = mix { { growth(signed), weight = 0.5 }, { quality, weight = 0.5 } },
  examples = {
    -- a: from 2 to 3 agreements, + 0.5, and a rating of 4 of 5: (0.5 + 0.8) / 2.  b: no review
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  agreements   = { { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2016 },
                                   { cooperation = "a", year = 2017 }, { cooperation = "a", year = 2017 },
                                   { cooperation = "a", year = 2017 },
                                   { cooperation = "b", year = 2016 }, { cooperation = "b", year = 2017 } },
                  reviews      = { { cooperation = "a", year = 2017, rating = 4 } } },
      periods = years(2016, 2017),
      expect  = { { unit = "a", period = 2017, value = 0.65 },
                  { unit = "b", period = 2017, missing = "no records" } } },
  },
}
