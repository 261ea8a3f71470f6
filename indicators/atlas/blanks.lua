-- The fields of a record that somebody has to fill in; the same list stands in `completeness`.
local fields = {
  "title", "french_authority", "foreign_partner", "country", "first_signature", "start", "status", "years",
  "theme", "form", "owner", "implementer", "communication", "evaluation",
}

return indicator {
  title  = { en = "Still to fill in", fr = "Reste à renseigner", es = "Falta por rellenar" },
  about  = "The fields that are blank, by name. Where none is, the question does not arise.",
  source = "Record of a project in the French atlas of decentralised cooperation",
  tags   = { dimension = "institutional", level = "activity" },
  value  = compute(data.projects, function(records)
    local blank = {}
    for _, field in ipairs(fields) do
      for record in records:each() do
        if record[field] == nil then blank[#blank + 1] = field; break end
      end
    end
    if #blank == 0 then return nil, "not applicable" end
    return table.concat(blank, ", ")
  end),
  examples = {
    { given  = { projects = { { id = "a", title = "T", french_authority = "A", foreign_partner = "B", country = "C", first_signature = 2010, start = 2010, status = "closed",
                                years = 1, form = "F", owner = "A", communication = "none", evaluation = "none" },
                              { id = "b", title = "T", french_authority = "A", foreign_partner = "B", country = "C", first_signature = 2010, start = 2010, status = "closed",
                                years = 1, theme = "X", form = "F", owner = "A", implementer = "A", communication = "none", evaluation = "none" } } },
      units  = data.projects,
      expect = { { unit = "a", period = "all", value = "theme, implementer" }, { unit = "b", period = "all", missing = "not applicable" } } },
  },
}
