-- A logframe: baseline, target, actual and achievement, level by level.
--   bareme run scripts/logframe.lua samples/logframe

-- The list of indicators is itself a file: each line of lines.csv becomes one.
local lines = {}
for line in records(data.lines) do
  lines[#lines + 1] = indicator {
    name     = line.id,
    title    = line.name,
    unit     = line.unit,
    better   = line.better,
    tags     = { level = line.level },
    value    = only(data.actuals:where { line = line.id }.actual),
    baseline = line.baseline,
    target   = line.target,
  }
end

return report {
  title = { en = "Logframe", fr = "Cadre logique", es = "Marco lógico" },

  evaluation {
    name       = "logframe",
    title      = { en = "By level", fr = "Par niveau", es = "Por nivel" },
    units      = whole("The project"),
    periods    = years(2018, 2018),
    indicators = lines,
    facets     = { "baseline", "target", "value", "achievement" },
    rows       = "indicators",
    sections   = "tags.level",
    notes      = { { en = "Achievement is the actual over the target: for the permits, where less is better, below 100 % is good.",
                     fr = "Le taux de réalisation est le réalisé sur la cible : pour les permis, où moins vaut mieux, moins de 100 % est bon.",
                     es = "El porcentaje de cumplimiento es lo logrado dividido por la meta: para los permisos, donde menos es mejor, menos de 100 % es bueno." } },
  },

  -- The same lines as rows of the data: the usual look of a logframe.
  evaluation {
    name       = "lines",
    title      = { en = "Line by line", fr = "Ligne par ligne", es = "Línea por línea" },
    units      = data.lines,
    periods    = years(2018, 2018),
    beside     = { "unit" },
    sections   = "level",
    indicators = { use "logframe/actual" },
    facets     = { "baseline", "target", "value", "achievement" },
  },

  -- The way covered makes up and down comparable.
  evaluation {
    name       = "way",
    title      = { en = "Three years on the way", fr = "Trois ans de chemin", es = "Tres años de avance" },
    units      = data.lines,
    periods    = years(2016, 2018),
    sections   = "level",
    indicators = { use "logframe/way" },
    columns    = { "indicators", "periods" },
  },

  evaluation {
    name       = "levels",
    title      = { en = "Where it holds and where it does not", fr = "Là où cela tient et là où cela ne tient pas", es = "Dónde se sostiene y dónde no" },
    units      = data.lines.level,
    periods    = years(2016, 2018),
    indicators = { use "logframe/way", use "logframe/reached" },
    columns    = { "indicators", "periods" },
    totals     = true,
  },
}
