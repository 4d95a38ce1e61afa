"""The invented adults of the demo district: who mentors, who may soon, and what is still missing.

A real program has far fewer places than students who need one: about six for a hundred students,
when twenty-five are chronically absent.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from sm_core.demo.district import District
from sm_core.demo.names import BOYS, FAMILIES, GIRLS, LANGUAGES, RACES, pools
from sm_core.demo.schools import School

PLACES = 0.064
"""Places of the mentors of a school, as part of its students."""
PARTNER_FROM, PIPELINE_FROM = 400, 60
"""Schools with fewer students have no full-time partner, or nobody on the way to mentoring."""

EARLY, AUTUMN, WINTER = date(2025, 9, 10), date(2025, 10, 8), date(2026, 1, 14)
ORIENTATIONS = (EARLY, AUTUMN, WINTER)
LAPSED = date(2026, 1, 12)
"""When the background check of one mentor in each larger school ran out."""
APPLIED_BEFORE = timedelta(days=23)

POSITIONS = {
    "elementary": "Kindergarten teacher|Grade 2 teacher|Grade 4 teacher|Librarian|Office manager|"
    "School nurse|Custodian|Lunch supervisor|Art teacher|PE teacher|Reading aide|Counselor",
    "middle": "Math teacher|Science teacher|English teacher|PE teacher|Art teacher|Librarian|"
    "Assistant principal|Custodian|Security officer|School nurse|Paraprofessional|Social worker",
    "high": "Math teacher|Biology teacher|History teacher|Coach|Shop teacher|Librarian|"
    "Assistant principal|Custodian|Security officer|Attendance clerk|Social worker|Counselor",
}
PARTNERS = ("AmeriCorps", "Boys & Girls Club", "City Year")
INTERESTS = (
    "basketball", "soccer", "music", "drawing", "cooking", "chess", "reading", "video games",
    "gardening", "dance", "coding", "fishing", "movies", "running", "cars", "sewing",
)  # fmt: skip
DISLIKES = ("loud places", "team sports", "early mornings", "math games")
FREE = (
    "Mon, Wed, Fri 7:45-8:15", "daily 8:00-8:20", "Tue, Thu 11:30-12:15",
    "Mon, Wed 12:00-12:45; Fri 7:45-8:15", "Mon, Tue, Thu 2:45-3:15", "daily 7:40-8:00",
)  # fmt: skip
ALL_DAY = "daily 8:00-3:00"
CAST = {
    "Okafor": {"First name": "David", "Kind": "staff", "Position": "Band teacher",
               "Interests": "music; basketball", "Languages": "English; Igbo"},
    "Lindqvist": {"First name": "Grace", "Kind": "staff", "Position": "Counselor",
                  "Interests": "reading; gardening", "Languages": "English; Spanish"},
    "Rivera": {"First name": "Tomás", "Kind": "external", "Position": "Full-time mentor",
               "Organization": "AmeriCorps", "Interests": "soccer; cooking",
               "Languages": "English; Spanish"},
}  # fmt: skip
"""The mentors that stories are told of, at Lincoln Middle School."""


def mentor_rows(district: District) -> Iterator[dict[str, str]]:
    """One row per mentor of the roster file, by the file's column names; first at each school those
    who can be matched."""
    for school in district.schools:
        rng = district.rng("mentors", school.school_id)
        people = [*_ready(school, rng), *_coming(school, rng)]
        for number, row in enumerate(people, start=1):
            who = _somebody(rng) | row
            yield who | {
                "Mentor ID": f"demo-{school.school_id}-{number:02d}",
                "Schools": school.school_id,
                "E-mail": _email(who, school, number),
            }


def _ready(school: School, rng) -> Iterator[dict[str, str]]:
    """Mentors at work until the school has its places."""
    left = round(PLACES * school.students)
    kinds = ["peer"] * 2 if school.level == "high" and school.students >= PARTNER_FROM else []
    if school.students >= PARTNER_FROM and school.number % 2 == 0:
        kinds.insert(0, "external")
    cast = list(CAST.items()) if school.is_lincoln else []
    while left > 0:
        named = cast.pop(0) if cast else None
        kind = named[1]["Kind"] if named else kinds.pop(0) if kinds else "staff"
        row = _at_work(school, kind, rng)
        if named:
            row |= {"Last name": named[0]} | named[1]
            kinds = [k for k in kinds if k != kind]
        row["Capacity"] = str(min(int(row["Capacity"]), max(left, 1)))
        left -= int(row["Capacity"])
        yield row


def _at_work(school: School, kind: str, rng) -> dict[str, str]:
    """Somebody screened, oriented and at work since autumn."""
    oriented = EARLY if rng.random() < 0.7 else AUTUMN
    began = oriented + timedelta(days=int(rng.integers(6, 16)))
    capacity = {"staff": int(rng.choice((3, 4, 4, 5))), "external": int(rng.integers(10, 14)),
                "peer": 1}[kind]  # fmt: skip
    first = min(school.grades)
    near = sorted({int(rng.integers(first, school.grades.stop)) for _ in range(2)})
    return {
        "Kind": kind, "Capacity": str(capacity), "Position": _position(school, kind, rng),
        "Organization": str(rng.choice(PARTNERS)) if kind == "external" else "",
        "Grades": "; ".join("K" if grade == 0 else str(grade) for grade in near),
        "Interests": "; ".join(rng.choice(INTERESTS, 2, replace=False)),
        "Dislikes": str(rng.choice(DISLIKES)) if rng.random() < 0.25 else "",
        "Availability": ALL_DAY if kind == "external" else str(rng.choice(FREE)),
        "Started": weekday(began).isoformat(), **_screened(kind, oriented), **_oriented(oriented),
    }  # fmt: skip


def _coming(school: School, rng) -> Iterator[dict[str, str]]:
    """Those who cannot be matched: on their way, paused, gone, or with a check that ran out."""
    if school.students < PIPELINE_FROM:
        return
    nothing = _screened("staff", None) | _oriented(None)
    prospect = {"Last name": "Brandt", "First name": "Helen"} if school.is_lincoln else {}
    yield _not_yet(school, rng) | nothing | prospect | {
        "Position": "Parent volunteer", "Kind": "external",
    }  # fmt: skip
    if school.is_lincoln:
        # The counselor once more, as somebody spelled her on a sign-up sheet.
        yield _not_yet(school, rng) | nothing | {
            "Last name": "Lindquist", "First name": "Grace", "Position": "Counselor",
        }  # fmt: skip
    yield _not_yet(school, rng) | nothing | {"Application": "2026-01-21"}
    yield _not_yet(school, rng) | _oriented(None)
    yield _not_yet(school, rng) | _screened("staff", WINTER) | _oriented(WINTER)
    if school.number % 3 == 0:
        yield _at_work(school, "staff", rng) | {"Paused": "2025-12-08", "Reason": "on leave"}
    if school.number % 4 == 1:
        yield _at_work(school, "staff", rng) | {"Closed": "2025-11-21", "Reason": "moved away"}
    if school.students >= PARTNER_FROM:
        yield _at_work(school, "staff", rng) | {"Criminal check expires": LAPSED.isoformat()}


def _not_yet(school: School, rng) -> dict[str, str]:
    return _at_work(school, "staff", rng) | {"Started": ""}


def _screened(kind: str, oriented: date | None) -> dict[str, str]:
    """The steps of the screening, done in the weeks before the orientation; none without one."""
    names = {"Application": 0, "Interview": 6, "References": 9, "Criminal check": 12,
             "Registry check": 12}  # fmt: skip
    checked = ("Criminal check", "Registry check")
    expiries = {f"{check} expires": "" for check in checked}
    if oriented is None:
        return dict.fromkeys(names, "") | expiries
    first = oriented - APPLIED_BEFORE
    days = {name: weekday(first + timedelta(days=n)).isoformat() for name, n in names.items()}
    if kind == "peer":
        return days | dict.fromkeys(checked, "") | expiries
    if kind == "staff":
        days["References"] = ""
    lasting = (oriented + timedelta(days=720)).isoformat()
    return days | dict.fromkeys(expiries, lasting)


def _oriented(day: date | None) -> dict[str, str]:
    if day is None:
        return {"Orientation": "", "Confidentiality agreement": "", "Duty to report": ""}
    return {
        "Orientation": day.isoformat(), "Confidentiality agreement": "yes", "Duty to report": "yes",
    }  # fmt: skip


def _position(school: School, kind: str, rng) -> str:
    if kind == "staff":
        return str(rng.choice(POSITIONS[school.level].split("|")))
    return "Full-time mentor" if kind == "external" else "Student, grade 12"


def _somebody(rng) -> dict[str, str]:
    """A name and the languages that go with it, drawn like those of students."""
    shares = np.array(list(RACES.values()))
    race = str(rng.choice(list(RACES), p=shares / shares.sum()))
    first = str(rng.choice(pools(GIRLS if rng.random() < 0.66 else BOYS, race)))
    spoken = [lang for lang, share in LANGUAGES[race].items() if rng.random() < share]
    return {
        "First name": first, "Last name": str(rng.choice(pools(FAMILIES, race))),
        "Languages": "; ".join(["English", *spoken]),
    }  # fmt: skip


def _email(who: dict[str, str], school: School, number: int) -> str:
    # The last number keeps two people of one name apart.
    plain = "".join(c for c in who["Last name"].lower() if c.isascii() and c.isalpha())
    return f"{plain}{number}@{school.school_id}.example.org"


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(7 - day.weekday(), 0)) if day.weekday() > 4 else day
