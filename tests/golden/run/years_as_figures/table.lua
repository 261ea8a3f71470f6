-- A calendar year is written without a mark between its thousands.
return evaluation {
  units      = data.cooperations,
  totals     = true,
  indicators = {
    indicator { name = "first", title = "First year", value = min(data.visits.year) },
    indicator { name = "signed", title = "Last signature", value = max(year(data.visits.signed_on)) },
    indicator { name = "known", title = "First known", value = coalesce(first(data.visits.year), 1900) },
    indicator { name = "people", title = "People", value = sum(data.visits.people) },
    indicator { name = "sum", title = "A sum of years is none", value = sum(data.visits.year) },
  },
}
