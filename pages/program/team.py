"""Who carries the program at each school, and whom do we call?"""

from ui import empty, team, team_checklist, team_members, team_papers
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("School team", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    found = team.teams_of(seen)
    if seen.several_schools:
        team.every_school(seen, found)
    else:
        one = team.the_one(seen, found)
        team.answer(seen, one)
        team_members.named(seen, one)
        team_members.attendance_team(seen, one)
        team_checklist.checklist(seen, one)
        team_papers.downloads(seen, one)
        team_members.earlier(seen, one)
        team.history(seen, one)
