-- The day of a presence is that of its workshop, so `dated` follows the key.
return indicator {
  title  = { en = "Towns present", fr = "Villes présentes", es = "Ciudades presentes" },
  unit   = { en = "towns", fr = "villes", es = "ciudades" },
  about  = "Towns present at one workshop of the year at least, guests included.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "activity" },
  value  = distinct((data.attendance:dated "workshop.held_on").town),
  examples = {
    -- t1 comes twice in 2009; in 2010 nobody does
    { given   = { towns      = { { id = "t1" }, { id = "t2" } },
                  workshops  = { { id = "w1", held_on = "2009-05-04" }, { id = "w2", held_on = "2009-05-05" }, { id = "w3", held_on = "2010-07-01" } },
                  attendance = { { workshop = "w1", town = "t1" }, { workshop = "w2", town = "t1" }, { workshop = "w1", town = "t2" } } },
      units   = whole("Romans"),
      periods = years(2009, 2010),
      expect  = { { period = 2009, value = 2 }, { period = 2010, value = 0 } } },
  },
}
