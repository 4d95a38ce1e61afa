"""Whether a match that is over could be made anew, whoever may see its student and its mentor."""

from __future__ import annotations

from datetime import date

import duckdb

from sm_core.actor import CAPTAIN, Actor
from sm_core.families.ending import Meeting
from sm_core.families.find import one_standing
from sm_core.families.permission import EXPIRED, TO_SEND, Standing
from sm_core.mentors.find import read_mentors
from sm_core.mentors.gap import schools_now
from sm_core.plausible import us_day


def cannot_begin_again(cursor: duckdb.DuckDBPyConnection, meeting: Meeting, day: date) -> str:
    """Why the family or the mentor is not ready on the day, inside a sentence; "" where both are.
    What else may stand in the way (another mentor, no place) is told where it is put back."""
    school = schools_now(cursor, [meeting.student_id], day).get(meeting.student_id)
    where = one_standing(cursor, meeting.student_id, school or meeting.school_id, day)
    if not where.clear_on(day):
        return _family_words(where)
    mentors = read_mentors(cursor, Actor("", CAPTAIN), day, [meeting.mentor_id])
    reasons = [words for mentor in mentors for words in mentor.cannot_be_matched(day)]
    return f"{meeting.mentor} cannot be matched: {'; '.join(reasons)}" if reasons else ""


def _family_words(where: Standing) -> str:
    if where.clear_from:
        begins = us_day(where.clear_from)
        return f"the family has days left to say no, and a mentor may begin on {begins}"
    if where.state in (TO_SEND, EXPIRED):
        return "the family has to be told first"
    return "the permission is not signed yet"
