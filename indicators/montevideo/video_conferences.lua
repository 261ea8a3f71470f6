return indicator {
  title  = { en = "Video conferences", fr = "Visioconférences", es = "Videoconferencias" },
  unit   = { en = "video conferences", fr = "visioconférences", es = "videoconferencias" },
  about  = "Video conferences held with partners, as the staff noted them.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: use of video conferences",
  tags   = { dimension = "institutional", level = "activity", dac = "efficiency" },
  value  = sum(data.staff.video_conferences),
  examples = {
    { given  = { staff = { { person = "x", year = 2015, video_conferences = 4 }, { person = "y", year = 2015, video_conferences = 0 },
                           { person = "x", year = 2016 } } },
      units  = whole("The office"),
      expect = { { period = 2015, value = 4 },
                 { period = 2016, missing = "missing in the data" } } },
  },
}
