"""The agenda of a monthly meeting of mentors, to hand out or to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sm_core.papers.word import as_bytes, bullets, heading, paper, paragraph
from sm_core.plausible import us_day
from sm_core.support.agenda import own_points
from sm_core.trainings.listed import facts as session_facts
from sm_core.trainings.session import Session


def meeting_agenda(
    session: Session, proposed: Sequence[str], names: dict[str, str], day: date
) -> bytes:
    """The agenda as a DOCX file: the points typed, then those `proposed` from the data of the day;
    `names` are those of the schools by id."""
    dated = f"Figures of {us_day(day)}"
    document = paper(
        session.title, session_facts(session, names), f"{session.title} · {dated}", day
    )
    own = own_points(session)
    if own:
        heading(document, "Our points")
        bullets(document, own)
    if proposed:
        heading(document, "From the data")
        bullets(document, proposed)
    heading(document, "What we agreed")
    bullets(document, ["", "", ""])
    paragraph(document, f"{dated}. No student is named: other mentors are in the room.", "Caption")
    return as_bytes(document)
