"""The sheet of the week: a row per student to talk about, on the screen, on paper and as a file."""

from ui import empty, sheet, weekly
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("The sheet of the week", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    week = weekly.week(seen)
    weekly.cautions(week)
    asked = sheet.chosen(week)
    sheet.head(asked)
    sheet.downloads(asked)
    sheet.table(asked)
