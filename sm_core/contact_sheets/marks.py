"""What the marks and words of a contact sheet say, and which day its texts mean."""

from __future__ import annotations

from datetime import date, timedelta

from sm_core.contact_sheets.columns import WEEKDAYS
from sm_core.contacts.contact import LOOKED, SAW, TALKED
from sm_core.errors import SmError
from sm_core.importing.dates import in_year, parse
from sm_core.mentors.names import folded
from sm_core.school_year import school_year_of

_WORDS = {
    SAW: "x | s | saw | seen | met | meeting | in person | face to face | visit | visited |"
    " check in | checked in | y | yes | true | ok | done | here | 1 | ✓ | ✔ | ✅ | ☑ | •",
    TALKED: "p | ph | phone | phoned | phone call | call | called | talked | talked by phone |"
    " talked by phone or message | text | texted | message | messaged | email | e mail | video |"
    " zoom",
    LOOKED: "a | abs | absent | looked | looked for | looked for not there | not there |"
    " not found | not here | - | – | —",
    "": "0 | n | no | none | false | na | n a | not seen | ✗ | ✘ | . | ☐",
}
MARKS = {word.strip(): kind for kind, words in _WORDS.items() for word in words.split("|")}
"""By mark the kind of contact, "" for none."""
ADVICE = (
    "this is no mark that is known; write x for saw, p for talked by phone or message, a for "
    "looked for in vain, and nothing where there was no contact."
)


def mark_said(text: str) -> str:
    """The kind of contact of a mark or word, "" for none; raises `SmError` for any other one."""
    # A check mark may come with the sign that makes it a picture.
    bare = text.replace("\ufe0f", "").strip()
    kind = MARKS.get(folded(bare) or bare)
    if kind is None and bare.isdecimal():
        # So many times on one day are one contact.
        return SAW
    if kind is None:
        raise SmError(ADVICE)
    return kind


def day_said(text: str, order: str, today: date, week: date | None = None) -> date | None:
    """The day that a text means: a date, one without a year in the school year of `today`, or the
    name of a weekday in the week of the day `week`; None for any other text."""
    if dated := date_said(text, order, today):
        return dated
    weekday = WEEKDAYS.get(folded(text))
    if week is None or weekday is None:
        return None
    return week + timedelta(days=weekday - week.weekday())


def date_said(text: str, order: str, today: date) -> date | None:
    begins = int(school_year_of(today)[:4])
    return parse(text, order) or in_year(text, order, begins)
