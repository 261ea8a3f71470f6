local active = data.networks:where { role = { "working group", "board" } }

return indicator {
  title  = { en = "Networks in which the city holds a role", fr = "Réseaux où la ville tient un rôle", es = "Redes en las que la ciudad tiene un papel" },
  unit   = { en = "networks", fr = "réseaux", es = "redes" },
  about  = "City networks of whose board or of one of whose working groups the city is part. Mere membership does not count.",
  source = "Invented for the example: the document names four of about ten indicators, and this is not one of them",
  tags   = { dimension = "political", level = "outcome", dac = "relevance", sdg = 17 },
  value  = distinct(active.network),
  examples = {
    -- two roles in network N count once; in M the city is a member and no more; in O the role is not known
    { given  = { networks = { { year = 2020, network = "N", role = "board" }, { year = 2020, network = "N", role = "working group" },
                              { year = 2020, network = "M", role = "member" }, { year = 2020, network = "O" },
                              { year = 2021, network = "M", role = "member" } } },
      units  = whole("The city"),
      expect = { { period = 2020, value = 1 },
                 { period = 2021, value = 0 } } },
  },
}
