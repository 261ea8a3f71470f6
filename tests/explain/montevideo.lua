-- Stretches of time, split cells, lives and coverage, for tests/explain.py.  data: samples/montevideo
local function named(name, value)
  return indicator { name = name, title = name, value = value }
end

return {
  evaluation {
    name = "whole", units = whole("Montevideo"), periods = years(2015, 2018),
    indicators = {
      named("budget", sum(spread(data.projects.budget))),
      named("under way", count(data.projects:dated { "from", "to" })),
      named("languages", count(split(data.staff.languages, ";"))),
      named("different", distinct(split(data.staff.languages, ";"))),
      named("speak", across(split(data.staff.languages, ";"), count(data.staff))),
      named("relevance", median(recode(data.reviews.relevance, { alta = 3, media = 2, baja = 1 }))),
    },
  },
  evaluation {
    name = "cooperations", periods = years(2014, 2018), totals = true,
    indicators = { named("meetings", count(data.meetings)), named("signed", count(data.agreements)),
                   named("more", growth(count(data.meetings))) },
  },
}
