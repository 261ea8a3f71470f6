local x = count(data.agreements)
