return evaluation {
  title      = "Labels keep their words, and a heading cut from its columns its own",
  units      = data.cooperations,
  periods    = years(2014, 2017),
  indicators = {
    indicator { name = "grants", title = "Internationalisation grants", value = count(data.grants) },
    indicator { name = "sum", title = "Sum", unit = "EUR", value = sum(data.grants.amount) },
  },
  beside     = "country",
  totals     = true,
}
