-- What the bench works out: counts, a sum, a mean and a distinct count, by cooperation and year.
local events = data.events
local function kind(name)
  return indicator { name = name, title = name, value = count(events:where { kind = name }) }
end
return evaluation {
  name = "bench", title = "Bench",
  units = data.cooperations, periods = years(2000, 2024),
  indicators = {
    indicator { name = "events", title = "Events", value = count(events) },
    kind "meeting", kind "training", kind "visit", kind "fair",
    indicator { name = "amount", title = "Amount", value = sum(events.amount) },
    indicator { name = "participants", title = "Participants", value = mean(events.participants) },
    indicator { name = "kinds", title = "Kinds", value = distinct(events.kind) },
  },
}
