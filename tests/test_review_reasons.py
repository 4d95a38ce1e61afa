"""Each reason of the weekly review at, just below and just above its bounds."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sm_core.actor import local_captain
from sm_core.contacts.weeks import monday_of
from sm_core.mentors.save import add_mentor
from sm_core.review.facts import Facts, Lately, Program, facts
from sm_core.review.reasons import POINTS, reasons
from sm_core.review.settings import USUAL
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district
from tests.cast import DAVID, press
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROSA, bring, table, weekdays
from tests.mentor_cast import CAPTAIN_ as BOSS
from tests.mentor_cast import match
from tests.targeted import JAN_30

DAYS = weekdays(date(2025, 8, 25), 85)
LAST = DAYS[-1]
"""A Friday: the week up to it has five school days."""
NOTHING = None
SLIDE = "38P4U5P1U"
"""To 5 of 48 days, 10.4 %: over the bound, and under what the usual margin asks for."""
REACHED = f"{SLIDE}8P1U"
"""On from there to 6 of 57 days, 10.5 %, in the last week."""
ATTENDANCE = [
    # days, oldest first; the reason; its mark, or NOTHING where it does not hold
    ("10P 8P2U", "worse", NOTHING),
    ("10P 7P3U", "worse", ""),
    ("10P 7P3H", "worse", ""),
    ("9P 7P3U", "worse", NOTHING),
    ("7P3U 7P3U", "worse", NOTHING),
    ("6P4U 7P3U", "worse", NOTHING),
    ("8P2U 7P3U", "worse", ""),
    ("8P2U 3X 7P3U", "worse", ""),
    ("17P3U 20P", "better", ""),
    ("17P3U 19P1U", "better", ""),
    ("17P3U 18P2U", "better", NOTHING),
    ("18P2U 20P", "better", NOTHING),
    ("16P3U 20P", "better", NOTHING),
    ("1P 16P3U 20P", "better", ""),
    ("20P2U", "running", NOTHING),
    ("20P3U", "running", DAYS[-3]),
    ("20P4U", "running", DAYS[-4]),
    ("20P3U1P", "running", NOTHING),
    ("20P1U2X2U", "running", DAYS[-5]),
    ("20P3U1X", "running", DAYS[-4]),
    ("3U", "running", DAYS[-3]),
    ("40P4U1P 4P1U", "tier", NOTHING),
    (SLIDE, "tier", NOTHING),
    (f"{SLIDE}9P1U", "tier", NOTHING),
    (REACHED, "tier", "moderate_chronic"),
    # 6 of 60 days are exactly 10 %, 6 of 61 are less.
    (f"{REACHED}3P", "tier", "moderate_chronic"),
    (f"{REACHED}4P", "tier", NOTHING),
    # Down to 6 of 60 days, exactly 10 %, and up again: the same piece of news.
    (f"{REACHED}3P1U1P", "tier", NOTHING),
    (f"{REACHED}3P1U5P", "tier", NOTHING),
    # Down to 6 of 66 days: whoever left the tier more than a week ago reaches it anew.
    (f"{REACHED}9P 2P3U", "tier", "moderate_chronic"),
    (f"{REACHED}3P1U1P 15P", "tier", NOTHING),
    ("36P1U 3P1U", "tier", NOTHING),
    ("36P1U 2P2U", "tier", "at_risk"),
    ("31P3U 0P5U", "tier", "severe_chronic"),
    ("31P7U 5P", "tier", NOTHING),
    ("24P5U", "tier", NOTHING),
    ("25P5U", "tier", "moderate_chronic"),
    ("5U", "tier", NOTHING),
    # Moderate since the eleventh day: told of as soon as a tier is named, and no more when it was
    # named a week ago.
    ("10P5U14P", "tier", NOTHING),
    ("10P5U15P", "tier", "moderate_chronic"),
    ("10P5U19P", "tier", "moderate_chronic"),
    ("10P5U20P", "tier", NOTHING),
    ("5U", "severe", NOTHING),
    ("23P6U", "severe", NOTHING),
    ("24P6U", "severe", ""),
    ("25P6U", "severe", NOTHING),
    ("9P1U | 18P2U", "severe", NOTHING),
    ("9P1U | 18P2U", "stuck", ""),
    ("9P1U | 19P1U", "stuck", NOTHING),
    ("7P3U | 17P3U", "stuck", NOTHING),
    ("8P2U | 16P4U", "stuck", ""),
    ("8P2U | 17P3U", "stuck", NOTHING),
    ("10P | 18P2U", "stuck", ""),
    ("9P | 18P2U", "stuck", NOTHING),
    ("10P | 17P2U", "stuck", NOTHING),
    ("30U 18P2U | 18P2U", "stuck", ""),
    ("18P2U | 10U 18P2U", "stuck", ""),
]  # fmt: skip


def codes_of(words):
    """The code of each day of a case, oldest first."""
    found = re.findall(r"(\d+)([A-Z])", words.replace("|", ""))
    return "".join(code * int(count) for count, code in found)


def began_of(words):
    """The day on which the match of a case begins, None for no match."""
    return DAYS[-len(codes_of(words.split("|")[1]))] if "|" in words else None


IDS = {words: f"{n:07d}" for n, words in enumerate(dict.fromkeys(case[0] for case in ATTENDANCE))}


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """By student what is known of everybody in `IDS`, each with a first day so many days before the
    last one."""
    folder = tmp_path_factory.mktemp("reasons")

    def given(name, content):
        (folder / name).write_text(content)
        return folder / name

    rows = [
        (student, LINC, "6", day, code)
        for words, student in [*IDS.items(), (f"{len(DAYS)}P", "witness")]
        for day, code in zip(DAYS[-len(codes_of(words)) :], codes_of(words), strict=True)
    ]
    store = open_district(folder / "home")
    bring(store, given, {"register.csv": table("Student ID,School ID,Grade,Date,Code", rows)})
    add_mentor(store, press(BOSS), DAVID)
    for words, student in IDS.items():
        if began_of(words):
            match(store, (student, DAVID.mentor_id), started=began_of(words))
    seen = see(store, local_captain(), Asked(LAST))
    yield lambda rules, since=None: facts(
        store, seen, LINC, rules, LAST, monday_of(LAST), since=since
    )
    store.close()


@pytest.fixture(scope="module")
def usual(known):
    return known(USUAL)


@pytest.mark.parametrize(("words", "kind", "mark"), ATTENDANCE)
def test_what_the_days_say(usual, words, kind, mark):
    found = {reason.kind: reason.mark for reason in reasons(usual[IDS[words]], USUAL)}

    expected = mark.isoformat() if isinstance(mark, date) else mark
    assert found.get(kind, NOTHING) == expected


@pytest.mark.parametrize(("margin", "is_news"), [("0.41", True), ("0.42", False)])
def test_a_margin_is_reached_exactly_or_not(known, margin, is_news):
    """5 of 48 days are 10.4166... %, and the week before they were under a tenth."""
    rules = replace(USUAL, margin=Decimal(margin))

    found = reasons(known(rules)[IDS[SLIDE]], rules)

    assert ("tier moderate_chronic" in [reason.key for reason in found]) == is_news


@pytest.mark.parametrize(("margin", "is_news"), [(0, True), ("0.1", False)])
def test_without_a_margin_the_bound_itself_is_news(known, margin, is_news):
    """5 of 50 days are exactly 10 %."""
    rules = replace(USUAL, margin=Decimal(margin))

    found = reasons(known(rules)[IDS["40P4U1P 4P1U"]], rules)

    assert ("tier moderate_chronic" in [reason.key for reason in found]) == is_news


@pytest.mark.parametrize(
    ("since", "is_news"),
    [
        (DAYS[-1], False),
        (DAYS[-9], False),  # day 35, with 4 missed: moderate
        (DAYS[-10], True),  # day 34, with 3: at risk
        (DAYS[-30], True),  # day 14: no tier was named
        (DAYS[0], True),
    ],
)
def test_a_tier_is_new_since_the_team_last_heard(known, since, is_news):
    """However many days came at once: the days are those of 31 present, 7 absent and 5 present."""
    found = reasons(known(USUAL, since)[IDS["31P7U 5P"]], USUAL)

    assert ("tier moderate_chronic" in [reason.key for reason in found]) == is_news


SOMEBODY = Facts(
    "0041001", "Rosa Delgado", "Delgado, Rosa", "6", 6, LINC, "Lincoln Middle School", True,
    Decimal(60), Decimal(0), "satisfactory", False, LAST,
)  # fmt: skip
MET = {"mentors": "David Okafor", "matches": ("m",), "began": DAYS[0]}
PROGRAM = [
    # what the program does, what the reasons say
    ({}, []),
    ({"chosen": True}, ["no mentor"]),
    ({"chosen": True, "said_no": True}, ["no mentor, the family said no"]),
    ({"chosen": True, "waits": True}, ["waiting for permission", "no mentor"]),
    ({"chosen": True, **MET}, []),
    ({**MET, "asked": 3, "logged": 3}, []),
    ({**MET, "asked": 3, "logged": 4}, []),
    ({**MET, "asked": 3, "logged": 2}, ["2 of 3 contacts logged last week"]),
    ({**MET, "asked": 1, "logged": 0}, ["no contact logged last week"]),
    ({**MET, "asked": 0, "logged": 0}, []),
]  # fmt: skip


@pytest.mark.parametrize(("does", "words"), PROGRAM)
def test_what_the_program_says(does, words):
    found = reasons(replace(SOMEBODY, program=Program(**does)), USUAL)

    assert [reason.words for reason in found] == words


@pytest.mark.parametrize(("does", "is_listed"), [
    ({}, True),
    ({"support": "referred"}, False),
    ({"support": "started"}, False),
    (MET, False),
])  # fmt: skip
def test_severe_with_neither_mentor_nor_support(does, is_listed):
    severe = replace(SOMEBODY, tier="severe_chronic", program=Program(**does))

    assert ("severe" in [reason.kind for reason in reasons(severe, USUAL)]) == is_listed


def test_a_school_that_sends_totals_only_has_the_reasons_that_need_no_days(lincoln):
    seen = see(lincoln, local_captain(), Asked(JAN_30))

    found = facts(lincoln, seen, LINC, USUAL, JAN_30, monday_of(JAN_30))

    assert {student: [r.key for r in reasons(each, USUAL)] for student, each in found.items()} == {
        ROSA: ["severe"], MARCUS: [], AMINA: [], OWEN: [],
    }  # fmt: skip
    assert {each.lately for each in found.values()} == {Lately()}


def test_nobody_who_left_is_listed():
    here = replace(SOMEBODY, lately=Lately(known=19, run=9, run_since=DAYS[-9]))

    assert [reason.kind for reason in reasons(here, USUAL)] == ["running"]
    assert reasons(replace(here, enrolled=False), USUAL) == []


def test_reasons_come_in_the_order_of_their_points():
    lately = Lately(40, LAST, 10, 0, 20, 3, 10, DAYS[-10], 20, 20, 0, 20, 3, 0)
    program = Program(chosen=True, waits=True, asked=3)
    everything = replace(SOMEBODY, tier="severe_chronic", lately=lately, program=program)

    kinds = [reason.kind for reason in reasons(everything, USUAL)]

    assert kinds == [kind for kind in POINTS if kind in kinds]
    assert len(kinds) == len(POINTS) - len(("carried over", "better", "left"))
