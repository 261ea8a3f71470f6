return indicator {
  title  = { en = "Workshops attended", fr = "Ateliers suivis", es = "Talleres a los que asistió" },
  unit   = { en = "workshops", fr = "ateliers", es = "talleres" },
  about  = "Workshops, of the three held, at which the town was present.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "activity" },
  value  = distinct(data.attendance.workshop),
  examples = {
    -- t1 is entered twice for one workshop: it attended one
    { given  = { towns      = { { id = "t1" }, { id = "t2" } },
                 workshops  = { { id = "w1" } },
                 attendance = { { workshop = "w1", town = "t1" }, { workshop = "w1", town = "t1" } } },
      units  = data.towns,
      expect = { { unit = "t1", period = "all", value = 1 },
                 { unit = "t2", period = "all", value = 0 } } },
  },
}
