local f    = data.followup
local late = f:where(either { { closed_on = above(f.due_on) },
                              { closed_on = missing(), seen_on = above(f.due_on) } })

return indicator {
  title  = { en = "Late", fr = "En retard", es = "Con retraso" },
  unit   = { en = "recommendations", fr = "recommandations", es = "recomendaciones" },
  better = "lower",
  about  = "Recommendations closed after their due date, or still open at the follow-up although it had passed. One without a due date is never late.",
  source = "Follow-up of the recommendations",
  tags   = { level = "outcome", dac = "effectiveness" },
  value  = count(late),
  examples = {
    -- r1 closed in time, r2 too late, r3 open and overdue, r4 open and not due
    { given  = { recommendations = { { id = "r1", axis = "x" }, { id = "r2", axis = "x" }, { id = "r3", axis = "x" }, { id = "r4", axis = "y" } },
                 followup        = { { recommendation = "r1", due_on = "2011-06-30", closed_on = "2011-06-30", seen_on = "2011-12-31" },
                                     { recommendation = "r2", due_on = "2011-06-30", closed_on = "2011-07-01", seen_on = "2011-12-31" },
                                     { recommendation = "r3", due_on = "2011-06-30", seen_on = "2011-12-31" },
                                     { recommendation = "r4", due_on = "2012-06-30", seen_on = "2011-12-31" } } },
      units  = data.recommendations.axis,
      expect = { { unit = "x", period = "all", value = 2 }, { unit = "y", period = "all", value = 0 } } },
  },
}
