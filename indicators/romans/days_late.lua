-- What is closed is late by its closing date, what is open by the day of the follow-up.
local f = data.followup

return indicator {
  title  = { en = "Days late", fr = "Jours de retard", es = "Días de retraso" },
  unit   = { en = "days", fr = "jours", es = "días" },
  better = "lower",
  bands  = { green = 0, amber = 90 },
  about  = "Days from the due date to the closing date, or to the day of the follow-up where it is still open; below 0 there was time left. For one recommendation at a time.",
  source = "Follow-up of the recommendations",
  tags   = { level = "outcome", dac = "effectiveness" },
  value  = coalesce(only(f.closed_on - f.due_on), only(f.seen_on - f.due_on)),
  examples = {
    -- r1: ten days too late.  r2: open, two days left.  r3: no due date
    { given  = { recommendations = { { id = "r1" }, { id = "r2" }, { id = "r3" } },
                 followup        = { { recommendation = "r1", due_on = "2011-06-20", closed_on = "2011-06-30", seen_on = "2011-12-31" },
                                     { recommendation = "r2", due_on = "2012-01-02", seen_on = "2011-12-31" },
                                     { recommendation = "r3", seen_on = "2011-12-31" } } },
      units  = data.recommendations,
      expect = { { unit = "r1", period = "all", value = 10 },
                 { unit = "r2", period = "all", value = -2 },
                 { unit = "r3", period = "all", missing = "missing in the data" } } },
  },
}
