return indicator {
  title  = { en = "Actors of the cooperation", fr = "Acteurs de la coopération", es = "Actores de la cooperación" },
  unit   = { en = "actors", fr = "acteurs", es = "actores" },
  about  = "Actors who take part, whatever their type. The data gives a number for each type, so they are added up, not counted.",
  source = "Angers and Bamako, meeting on local authorities and twinning committees",
  tags   = { dimension = "territorial", sdg = 17, level = "input" },
  value  = sum(data.actors.number),
  examples = {
    -- 8 associations and 2 schools; how many clubs there are is not known
    { given  = { actors = { { id = "associations", number = 8 }, { id = "schools", number = 2 }, { id = "clubs" } } },
      units  = data.actors,
      expect = { { unit = "associations", period = "all", value = 8 },
                 { unit = "schools", period = "all", value = 2 },
                 { unit = "clubs", period = "all", missing = "missing in the data" } } },
  },
}
