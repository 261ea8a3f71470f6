local cost        = use "brest/cost"
local inhabitants = only(data.facts:where { fact = "inhabitants of Brest" }.value)

return indicator {
  title  = { en = "Cost per inhabitant", fr = "Coût par habitant", es = "Coste por habitante" },
  unit   = "EUR",
  digits = 2,
  about  = "Cost of the year over the inhabitants of the city.",
  source = "Worked out from the cost; 240 000 inhabitants, seminar on the international action of cities, 5 July 2018",
  tags   = { dimension = "institutional", dac = "efficiency", level = "input" },
  value  = cost / inhabitants,
  examples = {
    { given   = { facts = { { fact = "inhabitants of Brest", value = 400 }, { fact = "years of relations with Qingdao", value = 15 } },
                  costs = { { year = 2015, amount = 60 }, { year = 2015, amount = 40 } } },
      units   = whole("Brest"),
      periods = years(2015, 2016),
      expect  = { { period = 2015, value = 0.25 }, { period = 2016, missing = "no records" } } },
  },
}
