return evaluation { name = "plan", facets = { "baseline", "value", "target", "achievement" },
  units = whole("Both"), indicators = { indicator { name = "signed", title = "Signed", value = count(data.agreements), target = 4, baseline = 1 } } }
