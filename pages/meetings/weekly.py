"""Weekly review: whom the team of a school talks about today, and what it decides."""

from ui import (
    empty,
    sheet,
    weekly,
    weekly_actions,
    weekly_below,
    weekly_decide,
    weekly_meeting,
    weekly_names,
    weekly_past,
    weekly_patterns,
)
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Weekly review", *EVERYBODY)
weekly_decide.finish()
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    asked = weekly.week(seen, sheet.bar)
    weekly.cautions(asked)
    weekly.headline(asked)
    sheet.stop_if_hidden(asked)
    weekly.last_week(asked)
    weekly_meeting.bar(asked)
    weekly_names.names(asked)
    weekly_meeting.form(asked)
    weekly_actions.actions(asked)
    weekly_below.below(asked)
    weekly_patterns.patterns(asked)
    weekly_past.past(asked)
