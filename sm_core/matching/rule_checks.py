"""What a rule about who may meet whom must not contradict, beside other rules."""

from __future__ import annotations

from datetime import date

from sm_core.errors import SmError
from sm_core.families.ending import open_meetings
from sm_core.matching.contradictions import clash
from sm_core.matching.rule_words import Told, students_of, told
from sm_core.matching.said import PIN, MatchRule
from sm_core.matching.student import language_keys
from sm_core.papers.languages import all_languages
from sm_core.saving import Writing


def require_language(writing: Writing, name: str) -> None:
    """Raise `SmError` for a language that is unknown and that nobody is noted to speak: a slip in
    it would keep every mentor away."""
    if not name:
        raise SmError("Say which language the mentor must be able to speak.")
    noted = writing.cursor.execute(
        "SELECT value FROM program.traits WHERE kind = 'language' "
        "UNION SELECT home_language FROM attendance.students WHERE home_language IS NOT NULL"
    ).fetchall()
    known = language_keys([*all_languages(), *(value for (value,) in noted)])
    if not language_keys([name]) <= known:
        raise SmError(
            f"“{name}” is no language known here, and nobody is noted to speak it; check how it is "
            "spelled, or note it with a mentor or the student first."
        )


def require_no_match_against(
    writing: Writing, as_of: date, rules: list[MatchRule], new: Told
) -> None:  # fmt: skip
    """Raise `SmError` where the rule cannot hold while those who meet go on: who meets a mentor is
    as good as kept for them."""
    ids = {s for r in (*rules, new.rule) for s in students_of(r)}
    meets = [
        MatchRule(m.match_id, PIN, m.student_id, m.mentor_id, m.school_id)
        for m in open_meetings(writing.cursor, sorted(ids), writing.save.today)
    ]  # fmt: skip
    against = [rule for rule in clash([*rules, *meets], new.rule) if rule in meets]
    if against:
        named = told(writing.cursor, writing.actor, as_of, against)
        who = " and ".join(f"{each.student} meets {each.other}" for each in named)
        raise SmError(
            f"{new.words} cannot be now: {who}. End "
            f"{'that match' if len(against) == 1 else 'one of these matches'} first."
        )
