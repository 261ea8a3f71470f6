return indicator {
  title  = { en = "Balance of the board", fr = "Équilibre du conseil", es = "Equilibrio de la junta" },
  digits = 2,
  bands  = { green = 0.75, amber = 0.4 },
  about  = "Seats of the smallest group over those of the largest: 1 when all have as many, 0 when one has none.",
  source = "Worked out from the seats of the board",
  tags   = { dimension = "political", sdg = 16, level = "input" },
  value  = min(data.seats.number) / max(data.seats.number),
  examples = {
    { given  = { boards = { { id = "t" }, { id = "u" }, { id = "v" } },
                 seats  = { { board = "t", number = 5 }, { board = "t", number = 5 }, { board = "u", number = 8 }, { board = "u", number = 2 } } },
      units  = data.boards,
      expect = { { unit = "t", period = "all", value = 1 }, { unit = "u", period = "all", value = 0.25 }, { unit = "v", period = "all", missing = "no records" } } },
  },
}
