"""Who is named at the invented schools: Dr. Hall and Ms. Chen at Lincoln, nobody at Roosevelt."""

from datetime import date, time
from decimal import Decimal

from sm_core.saving import save_once
from sm_core.team.meeting import Meeting, write_meetings
from sm_core.team.named import Member
from sm_core.team.save import write_members
from tests.invented import LINC
from tests.mentor_cast import CAPTAIN_, press

FALL = date(2025, 8, 18)
HALL = Member("hall", LINC, "principal", "Dr. Hall", "Principal", "hall@school.example",
              "555-0142", started=FALL)  # fmt: skip
CHEN_ = Member("chen", LINC, "coordinator", "Ms. Chen", "Counselor", "chen@school.example",
               "555-0143", "School social worker", Decimal("10"), "", FALL)  # fmt: skip
NOVAK = Member("novak", LINC, "facilitator", "Ms. Novak", "Dean", started=FALL)
CHEN_ON_TEAM = Member("chen-2", LINC, "data", "Ms.  chen", started=FALL)
TUESDAYS = Meeting("Tuesday", time(7, 45), "library")


def put_team(store, *members, meetings=(), actor=CAPTAIN_):
    def act(writing):
        write_members(writing, members)
        write_meetings(writing, dict(meetings))

    save_once(store, press(actor), act)
