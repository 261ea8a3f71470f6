-- Minas Gerais: press a button and see how many international agreements a municipality has signed.
--   bareme run scripts/minas.lua samples/minas --set "city=Municipality 194"
--   bareme run scripts/minas.lua samples/minas --set top=853 -o minas.html       every municipality

local p = params { city = "Municipality 104", top = 12 }

local signed = use "minas/agreements"

local function known(fact) return only(data.facts:where { fact = fact }.value) end

return report {
  title = { en = "Minas Gerais: international agreements", fr = "Minas Gerais : les accords internationaux", es = "Minas Gerais: los acuerdos internacionales" },

  -- The button: one municipality, with the organisations by name.
  evaluation {
    name       = "city",
    title      = { en = "One municipality", fr = "Une commune", es = "Un municipio" },
    units      = data.municipalities,
    where      = { name = p.city },
    indicators = { signed, use "minas/organisations", use "minas/organisation_names" },
  },

  -- Each of its agreements.
  evaluation {
    name       = "list",
    title      = { en = "Its agreements", fr = "Ses accords", es = "Sus acuerdos" },
    units      = data.agreements,
    where      = { ["municipality.name"] = p.city },
    beside     = { "signed_on", "country", "subject" },
    indicators = { use "minas/organisation_names" },
  },

  -- The state as a whole. The checks hold the files against what is known of it, and stay silent.
  evaluation {
    name       = "years",
    title      = { en = "The whole state, by year", fr = "L'État entier, par année", es = "Todo el estado, por año" },
    units      = whole("Minas Gerais"),
    periods    = years(2010, 2018), show = years(2014, 2018),
    indicators = { signed, use "minas/municipalities", use "minas/reach", use "minas/organisations" },
    rows = "indicators", columns = "periods",
    checks = { { equal(count(data.municipalities), known "municipalities"), "the file of municipalities is not complete" },
               { equal(count(data.organisations), known "organisations"), "the file of organisations is not complete" },
               { equal(sum(data.municipalities.inhabitants), known "inhabitants"), "the inhabitants do not add up to the state's" } },
  },

  evaluation {
    name       = "regions",
    title      = { en = "By region", fr = "Par région", es = "Por región" },
    units      = data.municipalities.region,
    indicators = { indicator { name = "municipalities", title = { en = "Municipalities", fr = "Communes", es = "Municipios" },
                               value = count(data.municipalities) },
                   signed, use "minas/agreements_per_100k", use "minas/reach" },
    totals     = true,
  },

  evaluation {
    name       = "municipalities",
    title      = { en = "Municipalities with most agreements", fr = "Communes qui ont le plus d'accords", es = "Municipios con más acuerdos" },
    units      = data.municipalities,
    beside     = { "region", "inhabitants" },
    indicators = { signed, use "minas/agreements_per_100k", use "minas/organisations", use "minas/last_agreement" },
    sort       = { by = "minas/agreements", order = "descending" }, limit = p.top,
    totals     = true,
  },

  evaluation {
    name       = "organisations",
    title      = { en = "Organisations with most agreements", fr = "Organisations qui ont le plus d'accords", es = "Organizaciones con más acuerdos" },
    units      = data.organisations,
    beside     = { "kind" },
    indicators = { signed, use "minas/municipalities", use "minas/countries" },
    sort       = { by = "minas/agreements", order = "descending" }, limit = p.top,
    totals     = true,
  },
}
