return indicator {
  title  = { en = "Seats", fr = "Sièges", es = "Puestos" },
  unit   = { en = "seats", fr = "sièges", es = "puestos" },
  about  = "Seats on the board of the association that runs the cooperation.",
  source = "Meeting on local authorities and twinning committees",
  tags   = { dimension = "institutional", level = "input" },
  value  = sum(data.seats.number),
  examples = {
    { given  = { boards = { { id = "t" }, { id = "u" } }, seats = { { board = "t", members = "residents", number = 5 }, { board = "t", members = "associations", number = 4 } } },
      units  = data.boards,
      expect = { { unit = "t", period = "all", value = 9 }, { unit = "u", period = "all", missing = "no records" } } },
  },
}
