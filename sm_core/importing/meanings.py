"""What an attendance code means. Only a person or a published vocabulary decides; we suggest."""

import re
from dataclasses import dataclass
from decimal import Decimal

ABSENT = ("absent_excused", "absent_unexcused", "absent_unverified", "suspended_oss")
PRESENT = ("present", "tardy", "early_departure", "school_activity", "suspended_iss")
LEAVES = ("non_membership", "not_recorded")
MEANINGS = (*ABSENT, *PRESENT, *LEAVES)

WORDS = {
    "absent_excused": "absent, excused",
    "absent_unexcused": "absent, unexcused",
    "absent_unverified": "absent, not yet verified",
    "suspended_oss": "suspended out of school (counts as absent)",
    "present": "present",
    "tardy": "late (counts as present)",
    "early_departure": "left early (counts as present)",
    "school_activity": "school activity (counts as present)",
    "suspended_iss": "suspended in school (counts as present)",
    "non_membership": "not a member that day (day does not count)",
    "not_recorded": "attendance not taken (day does not count)",
}

# CEDS 000076 and the Ed-Fi AttendanceEventCategory descriptor. "Partial" is left out on purpose:
# it does not say how much of the day was missed.
PUBLISHED = {
    "present": "present",
    "in attendance": "present",
    "excused absence": "absent_excused",
    "unexcused absence": "absent_unexcused",
    "tardy": "tardy",
    "early departure": "early_departure",
}

# Looked for in a code's description, in this order: "unexcused" holds "excused".
HINTS = (
    (r"unexcused|truan|\bcut\b|skip", "absent_unexcused"),
    (r"unverified|unknown|to be (determined|investigated)", "absent_unverified"),
    (r"excused tard|tard|\blate\b", "tardy"),
    (r"early (departure|dismissal|release)|left early|checked? out", "early_departure"),
    (r"in.?school.?susp|\biss\b", "suspended_iss"),
    (r"susp|\boss\b", "suspended_oss"),
    (r"field trip|activity|school business|school.related", "school_activity"),
    (r"not (enrolled|a member|scheduled)|non.?member", "non_membership"),
    (r"not (taken|recorded|submitted)", "not_recorded"),
    (r"excused|illness|\bill\b|sick|medical|doctor|religio|bereave|funeral", "absent_excused"),
    (r"^(present|here|in attendance)", "present"),
    (r"^absen", "absent_unverified"),
)


@dataclass(frozen=True)
class Meaning:
    """What one code says: a name of `MEANINGS`, and the part of the day missed (0 to 1)."""

    meaning: str
    portion: Decimal

    @classmethod
    def whole(cls, meaning: str) -> "Meaning":
        """The meaning with its usual portion: a whole day for an absence, none otherwise."""
        assert meaning in MEANINGS
        return cls(meaning, Decimal(meaning in ABSENT))


def bare(code: str) -> str:
    """A descriptor's last part: "uri://…Descriptor#Excused Absence" → "Excused Absence"."""
    return code.split("#", 1)[1].strip() if code.startswith("uri://") and "#" in code else code


def published(code: str) -> Meaning | None:
    """The meaning of a code that speaks for itself (Ed-Fi, CEDS 000076, our own names)."""
    word = bare(code).strip().lower()
    meaning = word if word in MEANINGS else PUBLISHED.get(word)
    return Meaning.whole(meaning) if meaning else None


def suggested(description: str) -> str | None:
    """A guess from a code's description, to show and never to use unasked; None for no idea."""
    text = description.strip().lower()
    return next((meaning for pattern, meaning in HINTS if re.search(pattern, text)), None)
