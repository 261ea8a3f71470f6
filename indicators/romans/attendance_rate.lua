local member   = { "own town", "cooperation" }
local present  = count(data.attendance:dated("workshop.held_on"):where { ["town.link"] = member })
local expected = use "romans/workshops" * count(data.towns:where { link = member })

return indicator {
  title   = { en = "Attendance", fr = "Assiduité", es = "Asistencia" },
  percent = true,
  about   = "Presences over those expected, had the town and all of its cooperation partners come to every workshop of the year. Guests are left aside.",
  source  = "Worked out from the workshops and who was there",
  tags    = { level = "activity", dac = "effectiveness" },
  value   = present / expected,
  examples = {
    -- two towns, two workshops: four presences expected, three there; the guest does not count
    { given   = { towns      = { { id = "t1", link = "own town" }, { id = "t2", link = "cooperation" }, { id = "t3", link = "guest" } },
                  workshops  = { { id = "w1", held_on = "2009-05-04" }, { id = "w2", held_on = "2009-05-05" } },
                  attendance = { { workshop = "w1", town = "t1" }, { workshop = "w2", town = "t1" }, { workshop = "w1", town = "t2" },
                                 { workshop = "w1", town = "t3" } } },
      units   = whole("Romans"),
      periods = years(2009, 2010),
      expect  = { { period = 2009, value = 0.75 }, { period = 2010, missing = "division by zero" } } },
  },
}
