"""Reasons and findings of matching as people repeat them."""

from __future__ import annotations

from sm_core.matching import fit
from sm_core.matching.gaps import Gap
from sm_core.matching.student import Student, language_keys
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import us_day
from sm_core.targeting.words import counted


def reasons(student: Student, mentor: Mentor, parts: dict[str, int]) -> list[str]:
    """Why the two fit, the strongest points of people first; [] where nothing is known."""
    said = {
        "wish": "asked for",
        "knows": "knows the student already",
        "language": f"both speak {_all(_shared_languages(student, mentor))}",
        "hours": hours_words(student, mentor),
        "interests": _interests(student, mentor),
        "grades": _grade_words(student, mentor),
    }
    return [said[name] for name, points in parts.items() if points]


def gap_words(gap: Gap) -> str:
    """Why a student has no mentor, how many mentors what keeps away, and what would change it, in
    sentences."""
    said = [gap.sentence]
    if gap.counts:
        mentors = counted(sum(count for _, count in gap.counts), "mentor", "mentors")
        said.append(f"Of {mentors}: {', '.join(f'{count} {kept}' for kept, count in gap.counts)}.")
    if gap.fix:
        said.append(f"Nearest fix: {gap.fix}.")
    return " ".join(said)


def cautions(student: Student, mentor: Mentor) -> list[str]:
    """What to know before these two are matched, though no rule forbids it."""
    likes, avoids = _words(student.brings.interests), _words(student.brings.dislikes)
    theirs, against = _words(mentor.brings.interests), _words(mentor.brings.dislikes)
    clash = sorted((likes & against) | (avoids & theirs))
    said = [f"one likes and the other dislikes {_all(clash)}"] if clash else []
    before = [ended for name, ended in student.met if name == mentor.mentor_id]
    if before:
        said.insert(0, f"the two met before, until {us_day(max(before))}")
    if not student.brings.availability or not mentor.brings.availability:
        who = student.label if not student.brings.availability else mentor.name
        said.append(f"nobody noted when {who} is free")
    if student.home_languages and not _shared_languages(student, mentor):
        said.append(f"{mentor.name} does not speak {_all(student.home_languages)}")
    if student.wished_for and mentor.mentor_id not in student.meets_wish:
        said.append(f"{student.label} wished for “{student.wished_for}”")
    return said


def hours_words(student: Student, mentor: Mentor) -> str:
    minutes = int(fit.minutes([student], [mentor])[0, 0])
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
    return f"{' '.join(filter(None, parts))} shared a week"


def _shared_languages(student: Student, mentor: Mentor) -> list[str]:
    theirs = language_keys(mentor.brings.languages)
    return sorted(name for name in student.home_languages if language_keys([name]) <= theirs)


def _interests(student: Student, mentor: Mentor) -> str:
    liked = sorted(_words(student.brings.interests) & _words(mentor.brings.interests))
    avoided = sorted(_words(student.brings.dislikes) & _words(mentor.brings.dislikes))
    parts = [f"both like {_all(liked)}"] if liked else []
    return "; ".join([*parts, *([f"both dislike {_all(avoided)}"] if avoided else [])])


def _grade_words(student: Student, mentor: Mentor) -> str:
    known = {fit.plain_grade(grade) for grade in mentor.brings.grades}
    near = "" if fit.plain_grade(student.grade) in known else "grades near "
    return f"works with {near or 'grade '}{student.grade}"


def _words(said: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in said)


def _all(words) -> str:
    words = list(words)
    return (
        words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
    )
