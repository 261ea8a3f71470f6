local actors = use "angers/actors"

return indicator {
  title   = { en = "Share of the actors", fr = "Part des acteurs", es = "Parte de los actores" },
  percent = true,
  digits  = 1,
  about   = "Actors of a type over all actors. A type whose number is not known has no share, and is not part of the whole.",
  source  = "Worked out from the actors",
  tags    = { dimension = "territorial", sdg = 17, level = "input" },
  value   = share_of_total(actors),
  examples = {
    { given  = { actors = { { id = "associations", number = 6 }, { id = "schools", number = 2 }, { id = "clubs" } } },
      units  = data.actors,
      expect = { { unit = "associations", period = "all", value = 0.75 },
                 { unit = "schools", period = "all", value = 0.25 },
                 { unit = "clubs", period = "all", missing = "missing in the data" } } },
  },
}
