-- The fields of a record that somebody has to fill in; the same list stands in `blanks`.
local fields = {
  "title", "french_authority", "foreign_partner", "country", "first_signature", "start", "status", "years",
  "theme", "form", "owner", "implementer", "communication", "evaluation",
}

local filled = 0
for _, field in ipairs(fields) do
  filled = filled + count(data.projects[field])
end

return indicator {
  title   = { en = "Completeness", fr = "Complétude", es = "Grado de cumplimentación" },
  percent = true,
  digits  = 0,
  bands   = { green = 0.9, amber = 0.6 },
  about   = "Fields filled in, of the fourteen of a record; of several records, of all their fields.",
  source  = "Record of a project in the French atlas of decentralised cooperation",
  tags    = { dimension = "institutional", sdg = 17, level = "activity" },
  value   = filled / (#fields * count(data.projects)),
  examples = {
    -- 7 of 14, and 14 of 14
    { given  = { projects = { { id = "half", title = "T", french_authority = "A", foreign_partner = "B", country = "C", first_signature = 2010, start = 2010, status = "closed" },
                              { id = "full", title = "T", french_authority = "A", foreign_partner = "B", country = "C", first_signature = 2010, start = 2010, status = "closed",
                                years = 1, theme = "X", form = "F", owner = "A", implementer = "A", communication = "none", evaluation = "none" } } },
      units  = data.projects,
      expect = { { unit = "half", period = "all", value = 0.5 }, { unit = "full", period = "all", value = 1 } } },
  },
}
