-- expect error 2: report holds no evaluation
return report { title = "R" }
