-- expect error 2: nothing is called 'io'. a script cannot touch files
io.open("x")
