-- Each dating of a dataset is told once, however its mentions are narrowed.
local p = data.projects

local function shown(name, value)
  return indicator { name = name, title = name, value = value }
end

return evaluation {
  units      = whole("All"),
  periods    = years(),
  rows       = "indicators",
  indicators = {
    shown("begun", count(p:dated "from")),
    shown("ended", count(p:dated "to")),
    shown("p1 ended", count(p:where { id = "p1" }:dated "to")),
    shown("p1 again", count(p:dated("to"):where { id = "p1" })),
    shown("under way", count(p:dated { "from", "to" })),
    shown("ever", count(p:dated(false))),
  },
}
