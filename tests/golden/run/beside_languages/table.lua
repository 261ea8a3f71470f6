-- Beside: dates and numbers as the table's language writes them; machines get them as they are.
return evaluation {
  units      = data.cooperations,
  beside     = { "begun", "first_year", "budget", "rate" },
  indicators = { indicator { name = "k", title = "K", value = count(data.cooperations) } },
}
