"""The agenda of a monthly meeting of mentors, to hand out or to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sm_core.papers.sheet import heading as sheet_heading
from sm_core.papers.sheet import listed, text, typeset_sheet
from sm_core.papers.word import as_bytes, bullets, heading, paper, paragraph
from sm_core.plausible import us_day
from sm_core.support.agenda import own_points
from sm_core.trainings.listed import facts as session_facts
from sm_core.trainings.session import Session

NOT_NAMED = "No student is named: other mentors are in the room."
GAP = "[in letters that cannot be printed here]"


def meeting_agenda(
    session: Session, proposed: Sequence[str], names: dict[str, str], day: date
) -> bytes:
    """The agenda as a DOCX file: the points typed, then those `proposed` from the data of the day;
    `names` are those of the schools by id."""
    dated = f"Figures of {us_day(day)}"
    document = paper(
        session.title, session_facts(session, names), f"{session.title} · {dated}", day
    )
    for words, lines in _parts(session, proposed):
        heading(document, words)
        bullets(document, lines)
    paragraph(document, f"{dated}. {NOT_NAMED}", "Caption")
    return as_bytes(document)


def meeting_agenda_pdf(
    session: Session, proposed: Sequence[str], names: dict[str, str], day: date
) -> bytes:
    """The same as `meeting_agenda`, as a PDF."""
    dated = f"Figures of {us_day(day)}"
    blocks = [text(session_facts(session, names))]
    for words, lines in _parts(session, proposed):
        blocks += [sheet_heading(words), listed(lines)]
    return typeset_sheet({
        "lang": "en", "title": session.title, "header": "",
        "page": f"Page {{n}} of {{all}} · {dated}",
        "blocks": [*blocks, text(f"{dated}. {NOT_NAMED}")],
    }, GAP)  # fmt: skip


def _parts(session: Session, proposed: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """(heading, points) of each part that has any, and room for what is agreed."""
    if own := own_points(session):
        yield "Our points", own
    if proposed:
        yield "From the data", proposed
    yield "What we agreed", ["", "", ""]
