return indicator {
  title  = { en = "Meetings held", fr = "Réunions tenues", es = "Reuniones realizadas" },
  unit   = { en = "meetings", fr = "réunions", es = "reuniones" },
  about  = "Meetings in the yearly reports. A cooperation that sent no report has no figure; one that reported no meeting has 0.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: meetings, projects and agreements counted in the first year",
  tags   = { dimension = "institutional", level = "activity" },
  value  = count(data.meetings),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 meetings     = { { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 1 },
                 { unit = "b", period = 2016, value = 0 } } },
  },
}
