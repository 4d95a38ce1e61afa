"""The sheet with which a school plans its start: what its figures say, who does what by when."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sm_core.families.lists import LISTS
from sm_core.families.policy import OPT_OUT, POLICIES, Policy
from sm_core.mentors.gap import gap_headline, gap_rest
from sm_core.mentors.mentor import KINDS, ORIENTATION, REQUIRED, USUAL, step_words
from sm_core.papers.figures import Figures
from sm_core.papers.job_description import counted_words, tier_rows
from sm_core.papers.word import TO_FILL, as_bytes, heading, paper, paragraph, table
from sm_core.plausible import us_day
from sm_core.targeting.words import counted, criteria_words, severe_line
from sm_core.team.named import ROLES
from sm_core.team.overview import missing_words
from sm_core.trainings.session import MEETING, Session

if TYPE_CHECKING:
    from docx.document import Document

HEADER = ("Step", "What we know and need", "Owner", "Due", "Status")
WIDTHS = (1.5, 4.3, 1.3, 1.2, 1.1)
CUT = Fraction(1, 5)
"""What a district can take off its chronic absence in the first year (Attendance Works)."""
Row = tuple[str, str, str, str]
"""Step, what is known, owner, due date."""


def planning_sheet(found: Figures) -> bytes:
    """The sheet as a DOCX file. Owners and dates stand where they are recorded, all else is to be
    filled in."""
    school = found.school.name
    document = paper(f"Planning sheet, {school}", f"Starting Success Mentors · school year "
                     f"{found.school_year} · {found.dated}",
                     f"{school} · {found.dated}", found.day, across=True)  # fmt: skip
    _baseline(document, found)
    for words, rows in (("Students", _students(found)), ("Mentors", _mentors(found)),
                        ("Families and the start", _start(found)),
                        ("Keeping it going", _going(found)), ("Risks", _risks(found))):  # fmt: skip
        heading(document, words)
        header = ("Risk", *HEADER[1:]) if words == "Risks" else HEADER
        table(document, header, [(*row, "") for row in rows], WIDTHS)
    return as_bytes(document)


def _baseline(document: Document, found: Figures) -> None:
    heading(document, "Goal and baseline")
    paragraph(document, baseline_words(found))
    table(document, ("Students", "Now", "Goal", "By when"),
          [(*row, "", "") for row in tier_rows(found)], (4.3, 1.5, 1.8, 1.8))  # fmt: skip
    paragraph(document, counted_words(found), "Caption")
    ahead = found.days_ahead
    if ahead:
        more = counted(len(ahead), "school day", "school days")
        last = us_day(ahead[-1])
        paragraph(document, f"{more} still to come by the calendar, the last on {last}.")


def baseline_words(found: Figures) -> str:
    """Where the school stands, and a goal to begin from."""
    rated, chronic = found.tiers.rated, found.tiers.chronic
    if not rated:
        return f"No student is in a tier yet. Goal: {TO_FILL}"
    # As on the District page.
    share = f"{chronic / rated:.1%}"
    suggestion = (
        "A fifth less, which Attendance Works calls possible in a first year, would be "
        f"{int(chronic * (1 - CUT)):,} or fewer. "
        if chronic else ""
    )  # fmt: skip
    return (
        f"{chronic:,} of {rated:,} students are chronically absent ({share}). {suggestion}"
        f"Our goal: {TO_FILL}"
    )


def _students(found: Figures) -> list[Row]:
    who = _owner(found)
    places = found.answer
    students = counted(places.chosen, "student", "students")
    chosen = f"{students} chosen, {places.proposed:,} proposed and not decided about."
    severe = f"Of those here now: {severe_line(places)}" if places.severe else "Nobody here now."
    return [
        ("Priority grades and criteria", f"{_grades(found)}\n{_criteria(found)}", who, ""),
        ("Choosing students", chosen, "Attendance team", ""),
        ("Severe students", severe, "Attendance team", ""),
    ]


def _grades(found: Figures) -> str:
    grades = found.criteria.grades
    return f"Priority grades: {', '.join(grades) if grades else 'none set'}."


def _criteria(found: Figures) -> str:
    return f"Criteria in force: {criteria_words(found.criteria)}."


def _mentors(found: Figures) -> list[Row]:
    who, at = _owner(found), found.places
    orientations = found.planned(ORIENTATION)
    return [
        ("Mentors needed", needed_words(found), who, ""),
        ("Mentors there and to come", f"{active_words(found)} "
         f"{gap_headline(at)}. {gap_rest(at)}".strip(), who, ""),
        ("Where to look for mentors", "\n".join(
            f"{words}: {len(found.mentors_of(kind)):,} on the roster (usual: {USUAL[kind]} per "
            "mentor)" for kind, words in KINDS.items()), who, ""),
        ("Screening", f"{_lack(found.unscreened)} a step of the screening.\n{_steps()}", who, ""),
        ("Training", f"{_lack(found.unoriented)} the orientation (2 to 3 hours).\n"
         f"{_sessions(orientations, 'orientation')}", who, _first(orientations)),
    ]  # fmt: skip


def _lack(mentors: int) -> str:
    return f"{counted(mentors, 'mentor lacks', 'mentors lack')}"


def _steps() -> str:
    return "\n".join(
        f"{words}: {', '.join(map(step_words, REQUIRED[kind]))}" for kind, words in KINDS.items()
    )


def needed_words(found: Figures) -> str:
    """Like "36 students chosen, at 4 students each: 9 mentors."."""
    who = counted(found.to_serve, "student", "students")
    state = "chosen" if found.answer.chosen else "proposed"
    each = counted(found.criteria.caseload, "student", "students")
    mentors = counted(found.mentors_needed, "mentor", "mentors")
    return f"{who} {state}, at {each} each: {mentors}."


def active_words(found: Figures) -> str:
    """Like "9 active mentors, 8 of them can be matched: 40 places."."""
    active = counted(found.active, "active mentor", "active mentors")
    them = f", {found.places.ready:,} of them can be matched" if found.places.blocked else ""
    return f"{active}{them}: {counted(found.places.total, 'place', 'places')}."


def _sessions(planned: list[Session], what: str) -> str:
    if not planned:
        return f"No {what} is planned yet."
    return "Planned: " + "; ".join(
        ", ".join(filter(None, (s.title, us_day(s.day), s.place))) for s in planned
    ) + "."  # fmt: skip


def _first(planned: list[Session]) -> str:
    return us_day(planned[0].day) if planned else ""


def _start(found: Figures) -> list[Row]:
    who, told = _owner(found), found.families
    families = ", ".join(
        f"{LISTS[name].lower()}: {told[name]:,}" for name in ("to_tell", "waiting", "clear", "no")
    )
    return [
        ("Telling families", f"{policy_words(found.policy)}\nFamilies, {families}.", who, ""),
        ("Matching", f"{gap_headline(found.places)}.", who, ""),
        ("First meetings", "A coordinator is there when student and mentor first meet; all agree "
         "on days and times.", who, ""),
    ]  # fmt: skip


def policy_words(policy: Policy) -> str:
    """What the school asks of families, in a sentence."""
    days = f" ({policy.days} days)" if policy.kind == OPT_OUT else ""
    return f"{POLICIES[policy.kind]}{days} before a mentor begins."


def _going(found: Figures) -> list[Row]:
    who, team = _owner(found), found.team
    people = "; ".join(f"{m.name} ({ROLES[m.role].lower()})" for m in team.members) or TO_FILL
    leader = team.leader.name if team.leader else TO_FILL
    meets = str(team.meeting) or TO_FILL
    coming = us_day(found.next_meeting) if found.next_meeting else ""
    partners = [m for m in team.members if m.role == "partner"]
    named = dict.fromkeys(
        [*(m.organization for m in found.mentors_of("external") if m.organization),
         *(", ".join(filter(None, (m.name, m.position))) for m in partners)]
    )  # fmt: skip
    through = us_day(found.through) if found.through else "nothing yet"
    return [
        ("Data and reports", f"Attendance is loaded through {through}. Lists weekly, progress "
         f"monthly. Who uploads, on which day: {TO_FILL}", who, ""),
        ("Weekly meeting", f"{meets}\nLed by {leader}\nMembers: {people}", _leader(found),
         coming),
        ("Support for mentors", "Mentor, student and family are asked how it goes twice in the "
         "first month, then monthly.\n"
         f"{_sessions(found.planned(MEETING), 'monthly mentor meeting')}", who,
         _first(found.planned(MEETING))),
        ("Celebration", f"How and when we celebrate gains in attendance: {TO_FILL}", who, ""),
        ("Partners", "; ".join(named) or TO_FILL, who, ""),
    ]  # fmt: skip


def _risks(found: Figures) -> list[Row]:
    """What the figures name as a risk, and two lines for others."""
    team, at = found.team, found.places
    one = team.named.coordinator
    names = {
        "People not named": missing_words(team),
        "Hours of the coordinator": "" if one is None or one.hours else "none set",
        "Too few places": f"{at.short:,} short" if at.short else "",
        "Families not told": f"{found.families['to_tell']:,} to tell"
        if found.families["to_tell"] else "",
        "Checks that keep mentors out":
        f"{counted(at.blocked, 'active mentor', 'active mentors')} cannot be matched"
        if at.blocked else "",
    }  # fmt: skip
    rows = [(name, words, "", "") for name, words in names.items() if words]
    return [*rows, ("", "", "", ""), ("", "", "", "")]


def _owner(found: Figures) -> str:
    one = found.team.named.coordinator
    return one.name if one else "Site coordinator"


def _leader(found: Figures) -> str:
    return found.team.leader.name if found.team.leader else "Principal"
