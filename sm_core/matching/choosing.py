"""How pairs are chosen, in words: for whoever asks why these two, or may change it."""

from __future__ import annotations

from sm_core.matching.settings import BEST, LEARNERS, PREFERRED, REQUIRED, Settings

SHORT = {
    "wish": "asked for", "knows": "knows", "language": "language", "hours": "shared hours",
    "interests": "interests", "grades": "grade",
}  # fmt: skip
"""Each of `COMPONENTS` in a word or two."""
HOME_LANGUAGE = {
    PREFERRED: "A mentor who speaks the home language is preferred, not required.",
    LEARNERS: "English learners get only a mentor who speaks their home language.",
    REQUIRED: "A student whose home language is not English gets only a mentor who speaks it.",
}
DRAW_NOTE = (
    "With a draw, chance decides who of one group gets a place where there are too few. Who waits "
    "is then nobody's choice, and those with and without a mentor can later be compared fairly. "
    "Pairs fit a little worse (about 1.4% where it was tried on invented schools). Tell staff and "
    "families before you draw."
)


def line(settings: Settings) -> str:
    """The points in one line."""
    most = settings.points
    parts = [f"{words} {most[name]}" for name, words in SHORT.items() if most[name]]
    draw = "; places by a draw" if settings.draw else ""
    return f"{' · '.join(parts)}, of {BEST:,} points{draw}"


def sentences(settings: Settings) -> list[str]:
    """What counts and why, in the order in which it decides."""
    most = settings.points
    parts = ", ".join(f"{words} {most[name]}" for name, words in SHORT.items() if most[name])
    return [
        "First, as many students as possible get a mentor, those of the group that comes first "
        "before all others.",
        _scarce(settings),
        f"Then the pairs that fit best together. A pair can have {BEST:,} points: {parts}.",
        "No research says which weights are right. They are this program's own choice, and the "
        "points predict nothing.",
        "Race and gender never count. What a student or family wishes for does: a mentor whom they "
        "name, or whom somebody notes under Rules as what they asked for.",
        HOME_LANGUAGE[settings.language_rule],
        f"The fuller a mentor is, the more points a further student costs (weight "
        f"{settings.load:,}), so that nobody idles while others have too many.",
        f"A suggestion of the last list counts {settings.keep:,} points more, so that the list "
        "changes only for a reason. Students who have a mentor are never moved.",
    ]


def _scarce(settings: Settings) -> str:
    if settings.draw:
        return (
            f"Where places are too few for a group, a draw decides (number {settings.seed}); the "
            "same number gives the same lots again."
        )
    return "Where places are too few for a group, those who fit best get them; no draw is made."
