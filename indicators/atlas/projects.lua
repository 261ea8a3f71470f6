return indicator {
  title  = { en = "Projects", fr = "Projets", es = "Proyectos" },
  unit   = { en = "projects", fr = "projets", es = "proyectos" },
  about  = "Records in the atlas. With the themes as units a project counts under each theme of its path.",
  source = "Record of a project in the French atlas of decentralised cooperation",
  tags   = { dimension = "territorial", sdg = 17, level = "output" },
  value  = count(data.projects),
  examples = {
    { given  = { projects = { { id = "a", country = "x" }, { id = "b", country = "x" }, { id = "c", country = "y" } } },
      units  = data.projects.country,
      expect = { { unit = "x", period = "all", value = 2 }, { unit = "y", period = "all", value = 1 } } },
  },
}
