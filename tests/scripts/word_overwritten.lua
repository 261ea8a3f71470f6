-- expect error 2: 'count' is a word of the language and cannot be given another meaning
count = 5
