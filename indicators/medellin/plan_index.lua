-- Ten lines of one weight. A line beyond its target counts as reached, so that it does not hide
-- another that is behind; a line without a figure leaves the year without an index.
local function reached(line)
  local target = only(data.plan:where { line = line }.target)
  return clamp(achievement(use("medellin/" .. line), target), 0, 1)
end

return indicator {
  title   = { en = "The plan as a whole", fr = "Le plan dans son ensemble", es = "El plan en su conjunto" },
  percent = true,
  digits  = 1,
  bands   = { green = 0.9, amber = 0.6 },
  about   = "Mean of what each of the ten lines reaches of its target for the last year, each held within 0 and 100 %.",
  source  = "Invented for the example, from the ten lines",
  tags    = { dimension = "institutional", level = "outcome", dac = "effectiveness", sdg = 17 },
  value   = mix { reached "agreements", reached "fairs", reached "investment", reached "jobs", reached "partner_projects",
                  reached "cooperation_funds", reached "networks", reached "officials_trained",
                  reached "delegations_followed", reached "practices_adopted" },
  examples = {
    -- 2020: nine lines reach 1 of 2, and jobs 6 of 2, which counts as 1: (9 x 0.5 + 1) / 10
    -- 2021: nothing is known of investment, and so there is no index
    { given  = { plan = { { line = "agreements", target = 2 }, { line = "fairs", target = 2 }, { line = "investment", target = 2 },
                          { line = "jobs", target = 2 }, { line = "partner_projects", target = 2 }, { line = "cooperation_funds", target = 2 },
                          { line = "networks", target = 2 }, { line = "officials_trained", target = 2 },
                          { line = "delegations_followed", target = 2 }, { line = "practices_adopted", target = 2 } },
                 agreements  = { { year = 2020 } },
                 fairs       = { { year = 2020 } },
                 investments = { { year = 2020, amount = 1 }, { year = 2021 } },
                 jobs        = { { year = 2020, created = 6 }, { year = 2021, created = 1 } },
                 projects    = { { from = "2020-03-01", to = "2020-12-31" } },
                 funds       = { { year = 2020, amount = 1 }, { year = 2021, amount = 1 } },
                 networks    = { { year = 2020, network = "N", role = "board" } },
                 training    = { { year = 2020, people = 1 }, { year = 2021, people = 1 } },
                 delegations = { { year = 2020, followed_up = "yes" }, { year = 2021, followed_up = "yes" } },
                 practices   = { { year = 2020, direction = "received", state = "adopted" } } },
      units  = whole("The city"),
      expect = { { period = 2020, value = 0.55 },
                 { period = 2021, missing = "missing in the data" } } },
  },
}
