return evaluation { name = "signed", periods = years(2016, 2017), indicators = { use "protocols" } }
