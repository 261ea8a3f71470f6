-- expect error 4: no column 'sort' in 'agreements', which is what map calls 'kind'. it has: id,
-- data: samples/medellin
map { ["agreements.kind"] = "agreements.sort" }
return indicator { title = "X", value = count(data.agreements:where { kind = "protocol" }) }
