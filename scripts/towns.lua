-- Châtellerault, Chambéry, Alençon, Hérouville, Nantes, Angers: who does what, and since when.
--   bareme run scripts/towns.lua samples/towns

local age = use "towns/age"

return report {
  title = { en = "French towns and their partners", fr = "Des villes françaises et leurs partenaires", es = "Ciudades francesas y sus socios" },

  evaluation {
    name       = "competences",
    title      = { en = "Who does what", fr = "Qui fait quoi", es = "Quién hace qué" },
    units      = { data.competences.town.name, data.competences.holder },
    indicators = { use "towns/competences", use "towns/competence_names" },
  },

  -- The association of Chambéry gives as many seats to each of three groups.
  evaluation {
    name       = "boards",
    title      = { en = "Boards", fr = "Conseils d'administration", es = "Juntas directivas" },
    units      = data.boards,
    indicators = { use "towns/seats",
                   indicator { name = "members", title = { en = "Of which", fr = "Dont", es = "De ellos" },
                               value = across(data.seats.members, sum(data.seats.number)) },
                   use "towns/balance" },
    notes      = { { en = "Ville A is invented.", fr = "Ville A est inventée.", es = "Ville A es inventada." } },
  },

  evaluation {
    name       = "partnerships",
    title      = { en = "Age and latency", fr = "Ancienneté et latence", es = "Antigüedad y latencia" },
    units      = data.partnerships,
    where      = { since = present() },
    label      = "partner",
    sections   = "town.name",
    beside     = { "country", "since" },
    indicators = { age, use "towns/latency", use "towns/latency_share" },
  },

  evaluation {
    name       = "milestones",
    title      = { en = "Steps", fr = "Étapes", es = "Etapas" },
    units      = data.milestones,
    label      = "partnership",
    beside     = { "year", "event" },
    indicators = { use "towns/years_to_milestone" },
  },

  evaluation {
    name       = "towns",
    title      = { en = "By town", fr = "Par ville", es = "Por ciudad" },
    units      = data.towns,
    indicators = { use "towns/partnerships", age, use "towns/town_share" },
    totals     = true,
  },

  evaluation {
    name       = "forms",
    title      = { en = "Forms of organisation", fr = "Formes d'organisation", es = "Formas de organización" },
    units      = data.forms,
    indicators = { use "towns/towns" },
    totals     = true,
    notes      = { { en = "A town whose form the document does not tell counts nowhere.",
                     fr = "Une ville dont le document ne dit pas la forme ne compte nulle part.",
                     es = "Una ciudad cuya forma no indica el documento no cuenta en ninguna." } },
  },
}
