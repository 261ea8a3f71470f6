-- The schema's enum orders numbers too: rows, a family's members, sections, and sorting.
local count_of = count(data.cooperations)
return {
  evaluation {
    name = "rows", units = data.cooperations.level,
    indicators = {
      indicator { name = "k", title = "K", value = count_of },
      indicator { name = "x", title = "X", value = across(data.cooperations.level, count_of) },
    },
  },
  evaluation {
    name = "sections", sections = "level",
    indicators = { indicator { name = "k", title = "K", value = count_of } },
  },
  evaluation {
    name = "none",
    indicators = {
      indicator { name = "k", title = "K", value = count_of },
      indicator { name = "x", title = "X",
                  value = across(data.cooperations:where { level = 7 }.level, count_of) },
    },
  },
}
