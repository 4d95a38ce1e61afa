"""The job description of the site coordinator of one school, as a Word paper to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_core.definitions import STANDARD, TIER_WORDS, TIERS
from sm_core.exports import plain_number
from sm_core.papers.figures import Figures
from sm_core.papers.word import TO_FILL, as_bytes, bullets, heading, paper, paragraph, table
from sm_core.team.named import Member

if TYPE_CHECKING:
    from docx.document import Document

DUTIES = {
    "Targeting": "Uses attendance data to find the students who need a mentor, with the attendance "
    "team: moderate chronic and at risk first; severe with intensive supports beside the mentor.",
    "Recruiting and training": "Finds mentors among staff, partners and older students, sees that "
    "they are screened, and orients and trains them.",
    "Matching": "Brings student and mentor together: somebody the student knows already, who sees "
    "them during the day and speaks the family's language, where there is one.",
    "Support": "Checks in with every mentor, and with student and family, at least twice in the "
    "first month and monthly after that; helps where a match does not work.",
    "Notification": "Sees that families are told before a mentor begins, in their language, and "
    "asks for permission as the school requires.",
    "Integration": "Sits on the attendance team, ties mentoring to its work, and keeps teachers "
    "and staff informed.",
    "Work with the district": "Works with the district captain and the other schools: monthly "
    "meetings, progress against the plan, help that is needed, lessons learned.",
    "Documentation and evaluation": "Has regular access to attendance data, helps to run the "
    "weekly data review, and keeps records of matches, contacts and results.",
}
"""The eight duties of a site coordinator (Attendance Works)."""
HAVE = (
    "A background in social work or mental health is preferred.",
    "Trusted by students, families and staff; at ease with people of every background.",
    "At ease with data: reads attendance figures and acts on them.",
    "Organized; keeps dates, names and promises.",
    "In a small school the principal may be the coordinator. An AmeriCorps member can assist.",
)
CONFIDENTIALITY = (
    "Attendance and family information are education records. The coordinator looks only at what "
    "the work needs, shares with a mentor only what concerns that mentor's students, and with "
    "nobody outside the school without the family's consent. The coordinator reports suspected "
    "abuse or neglect as the law requires."
)


def job_description(found: Figures) -> bytes:
    """The paper as a DOCX file; what the school has not recorded stays a line to fill in."""
    school = found.school.name
    document = paper(f"Site coordinator, {school}", f"Job description · school year "
                     f"{found.school_year}", f"{school} · {found.dated}", found.day)  # fmt: skip
    paragraph(document, "Success Mentors pairs students who miss too much school with a caring "
              "adult who sees them several times a week. The site coordinator makes it work at "
              "this school.")  # fmt: skip
    _terms(document, found)
    heading(document, "Duties")
    for name, words in DUTIES.items():
        heading(document, name, 2)
        paragraph(document, words)
    heading(document, "Background")
    bullets(document, HAVE)
    _students(document, found)
    heading(document, "Confidentiality")
    paragraph(document, CONFIDENTIALITY)
    _signatures(document)
    return as_bytes(document)


def _terms(document: Document, found: Figures) -> None:
    named = found.team.named
    one = named.coordinator
    hours = one.hours if one else None
    table(document, ("This position", "At this school"), [
        ("Coordinator", contact(one)),
        ("Background", one.background if one and one.background else TO_FILL),
        ("Hours a week", plain_number(hours) or TO_FILL),
        ("Reports to", contact(named.principal, "principal")),
        ("Substitute", contact(named.substitute)),
        ("Attendance team", f"Meets {found.team.meeting}" if found.team.meeting.day
         else f"Meets {TO_FILL}"),
        ("Contact", contact(named.contact)),
    ], (1.7, 5.2))  # fmt: skip


def contact(member: Member | None, role: str = "") -> str:
    """Name, position, phone and e-mail of somebody, or a line to fill in."""
    if member is None:
        return f"{TO_FILL}{f' ({role})' if role else ''}"
    position = member.position or role
    return ", ".join(filter(None, (member.name, position, member.phone, member.email)))


def _students(document: Document, found: Figures) -> None:
    heading(document, "The students of this school")
    paragraph(document, f"Figures: {found.dated}. {counted_words(found)}", "Caption")
    table(document, ("What", "How many"), [
        *tier_rows(found),
        ("Students chosen for a mentor", f"{found.answer.chosen:,}"),
        ("Chosen students without a mentor", f"{found.places.needed:,}"),
        ("Active mentors", f"{found.active:,}"),
        ("Active mentors who can be matched", f"{found.places.ready:,}"),
        ("Free places with them", f"{found.places.free:,}"),
    ], (4.4, 2.5))  # fmt: skip


def counted_words(found: Figures) -> str:
    """Who is counted, and which days."""
    return (
        f"Students: everybody enrolled here in the school year {found.school_year}, those who left "
        "since too; their days at all schools of the district count."
    )


def tier_rows(found: Figures) -> list[tuple[str, str]]:
    """The students of each tier, and those who are in none yet."""
    spans = {
        "satisfactory": f"missed under {STANDARD.at_risk}%",
        "at_risk": f"{STANDARD.at_risk} to under {STANDARD.moderate}%",
        "moderate_chronic": f"{STANDARD.moderate} to under {STANDARD.severe}%",
        "severe_chronic": f"{STANDARD.severe}% or more",
    }
    rows = [(f"{TIER_WORDS[t]} ({spans[t]})", f"{found.tiers.tiers[t]:,}") for t in TIERS]
    few = (f"Under {STANDARD.few_days} enrolled days, in no tier", f"{found.tiers.few_days:,}")
    return [*rows, few]


def _signatures(document: Document) -> None:
    heading(document, "Agreed")
    table(document, ("", "Signature", "Date"), [
        ("Site coordinator", "\n", ""), ("Principal", "\n", ""),
    ], (1.7, 3.7, 1.5))  # fmt: skip
