return indicator { title = "Protocols", value = count(data.agreements:where { kind = "protocol" }) }
