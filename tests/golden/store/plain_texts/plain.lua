-- Columns of texts that nearly all differ: counted, filtered by, followed, and as units.
local v = data.visits
return evaluation {
  name = "plain", title = "Plain", units = data.cooperations, periods = years(2017, 2018),
  indicators = {
    indicator { name = "visits", title = "Visits", value = count(v) },
    indicator { name = "persons", title = "Persons", value = distinct(v.person) },
    indicator { name = "born", title = "Born", value = mean(v.person.born) },
    indicator { name = "one", title = "One of them", value = count(v:where { person = "p0002026" }) },
    indicator { name = "notes", title = "Notes", value = distinct(v.note) },
  },
}
