return indicator {
  title  = { en = "Workshops held", fr = "Ateliers tenus", es = "Talleres celebrados" },
  unit   = { en = "workshops", fr = "ateliers", es = "talleres" },
  about  = "Workshops of the post-evaluation support, in the year they were held.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "activity" },
  value  = count(data.workshops),
  examples = {
    { given   = { workshops = { { id = "w1", held_on = "2009-05-04" }, { id = "w2", held_on = "2009-05-05" } } },
      units   = whole("Romans"),
      periods = years(2009, 2010),
      expect  = { { period = 2009, value = 2 }, { period = 2010, value = 0 } } },
  },
}
