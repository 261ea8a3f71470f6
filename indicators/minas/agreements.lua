return indicator {
  title  = { en = "International agreements", fr = "Accords internationaux", es = "Acuerdos internacionales" },
  unit   = { en = "agreements", fr = "accords", es = "acuerdos" },
  about  = "Agreements signed in the municipality, by whichever organisation. Where none was signed the figure is 0.",
  source = "Minas Gerais, seminar on the international action of cities, 5 July 2018: how many international agreements a city has signed",
  tags   = { dimension = "institutional", level = "output", sdg = 17, dac = "effectiveness" },
  value  = count(data.agreements),
  examples = {
    { given  = { municipalities = { { id = "a" }, { id = "b" } },
                 agreements     = { { municipality = "a", signed_on = "2016-05-04" }, { municipality = "a", signed_on = "2016-09-30" },
                                    { municipality = "a", signed_on = "2017-01-02" } } },
      units  = data.municipalities,
      expect = { { unit = "a", period = 2016, value = 2 },
                 { unit = "b", period = 2016, value = 0 } } },
    -- an agreement of which the day is not known counts once all time is taken together
    { given   = { municipalities = { { id = "a" } },
                  agreements     = { { municipality = "a", signed_on = "2016-05-04" }, { municipality = "a" } } },
      units   = data.municipalities,
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = 2 } } },
  },
}
