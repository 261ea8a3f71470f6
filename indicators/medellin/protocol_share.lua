return indicator {
  title   = { en = "Protocols among the agreements", fr = "Part des protocoles d'accord", es = "Protocolos entre los acuerdos" },
  percent = true,
  about   = "Agreements that are protocols, over those whose kind is known.",
  source  = "Worked out from the agreements signed",
  tags    = { dimension = "institutional", level = "output" },
  value   = share(data.agreements, { kind = "protocol" }),
  examples = {
    -- one protocol, one twinning, one of unknown kind: 1 of 2
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 agreements   = { { cooperation = "a", year = 2016, kind = "protocol" },
                                  { cooperation = "a", year = 2016, kind = "twinning" },
                                  { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 0.5 },
                 { unit = "b", period = 2016, missing = "no records" } } },
  },
}
