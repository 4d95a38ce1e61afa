"""The week of a school in a mail: counts and a link; names only where the district wants them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sm_core.actions.action import Action
from sm_core.definitions import STANDARD
from sm_core.review.cautions import cautions
from sm_core.review.digest_settings import Mail
from sm_core.review.kept import figures_standing, good_news, names_standing, reason_counts
from sm_core.review.list_rows import reason_words
from sm_core.review.prepare import Prepared
from sm_core.review.reasons import LABELS
from sm_core.review.record import KeptName
from sm_core.review.sheet import action_words, open_actions
from sm_core.review.words import good_words, headline, last_words
from sm_core.student_words import full_day, week_day
from sm_core.support.due import Due
from sm_core.support.request_list import Listed
from sm_core.support.rhythm import DUE, OVERDUE
from sm_core.targeting.words import counted

DEFINITION = (
    f"Chronically absent: missed {STANDARD.moderate}% or more of the days enrolled (severe: "
    f"{STANDARD.severe}% or more)."
)
Part = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Beside:
    """How much waits beside the list: requests of mentors that are open, of these overdue and those
    that cannot wait (a worry about safety), and check-ins that are overdue or due in a week."""

    requests: int = 0
    overdue: int = 0
    cannot_wait: int = 0
    late: int = 0
    due: int = 0


def beside(requests: Sequence[Listed], check_ins: Sequence[Due], day: date) -> Beside:
    """Of the requests and check-ins of a school."""
    states = Counter(each.state for each in check_ins)
    return Beside(
        sum(row.is_open for row in requests), sum(row.overdue(day) for row in requests),
        sum(row.cannot_wait for row in requests), states[OVERDUE], states[DUE],
    )  # fmt: skip


@dataclass(frozen=True)
class Digest:
    """What stands in a mail: what to know first, the `answer`, then parts of (heading, lines); it
    is `named` where it may name people."""

    title: str
    notices: tuple[str, ...]
    answer: str
    parts: tuple[Part, ...]
    link: str
    named: bool = False


def digest(
    prepared: Prepared, waiting: Beside, mail: Mail, school_days: Collection[date]
) -> Digest:  # fmt: skip
    """The week as it was kept where somebody began it, else as it stands; `school_days` are those
    of the week. Without `mail.names` no person is named, of students or of adults."""
    names, head = names_standing(prepared), figures_standing(prepared)
    return Digest(
        title_of(prepared), tuple(notices(prepared, school_days)), headline(head),
        (
            ("Last review", (last_words(prepared.last, prepared.monday),)),
            (to_talk_about(names), tuple(_of_list(prepared, names, mail.names))),
            ("Actions", tuple(_of_actions(prepared, mail.names))),
            ("Mentors", tuple(waiting_words(waiting))),
        ),
        address_of(prepared, mail), mail.names,
    )  # fmt: skip


def as_text(made: Digest) -> str:
    """The mail as plain text."""
    lines = [made.title, "", *made.notices, made.answer]
    for heading, said in made.parts:
        lines += ["", heading, *(f"  {line}" for line in said)]
    # A line break in a name must not begin a line of its own.
    lines = [f"{line[: -len(line.lstrip())]}{' '.join(line.split())}" for line in lines]
    return "\n".join([*lines, "", f"Open the review: {made.link}", "", DEFINITION, ""])


def title_of(prepared: Prepared) -> str:
    return f"Weekly review · {prepared.school.name} · week of {full_day(prepared.monday)}"


def notices(prepared: Prepared, school_days: Collection[date]) -> list[str]:
    """What has to be known before any figure: what the page warns of, how old the figures are, and
    whether they are kept ones."""
    through = figures_standing(prepared).through
    known = [f"Data through {week_day(through)}, {through.year}."] if through else []
    return [*cautions(prepared, school_days), *known, state_words(prepared)]


def state_words(prepared: Prepared) -> str:
    """Whether somebody began or closed the week; names nobody."""
    review = prepared.told.review
    if review is None:
        return "Nobody has begun this review."
    if review.is_closed:
        return f"Closed on {full_day(review.closed.date())}; the figures are those of the meeting."
    decided = len(review.decided.keys() & {name.student_id for name in review.names})
    return (
        f"Begun on {full_day(review.started.date())}; figures of {full_day(review.day)}, "
        f"{decided:,} of {counted(len(review.names), 'name', 'names')} decided."
    )


def to_talk_about(names: Sequence[KeptName]) -> str:
    students = counted(len(names), "student", "students")
    return f"{students} to talk about{good_words(good_news(names))}"


def _of_list(prepared: Prepared, names: Sequence[KeptName], named: bool) -> Iterator[str]:
    if kinds := reason_counts(names):
        yield ", ".join(f"{LABELS[kind]} {count:,}" for kind, count in kinds.items())
    shown = names[: prepared.told.shown]
    if named:
        yield from (f"{n.place}. {name_words(n)}" for n in shown)
        if len(names) > len(shown):
            yield f"and {len(names) - len(shown):,} more"


def name_words(name: KeptName) -> str:
    """Like "Rosa Delgado, grade 7: worse · no mentor"."""
    grade = f", grade {name.grade}" if name.grade else ""
    return f"{name.name}{grade}: {reason_words(name)}"


def _of_actions(prepared: Prepared, named: bool) -> Iterator[str]:
    """By owner, or without names of how many people they are."""
    open_, day = open_actions(prepared), prepared.day
    if not open_:
        yield "No action is open."
        return
    owners: dict[str, list[Action]] = {}
    for action in open_:
        owners.setdefault(action.owner.strip().casefold(), []).append(action)
    yield f"{_open(open_, day)}, of {counted(len(owners), 'person', 'people')}"
    if named:
        yield from (f"{own[0].owner.strip()}: {_open(own, day)}" for own in owners.values())


def _open(actions: Sequence[Action], day: date) -> str:
    late = sum(action.due < day for action in actions)
    return f"{len(actions):,} open" + (f", {late:,} overdue" if late else "")


def action_lines(prepared: Prepared) -> list[str]:
    """Each open action with its student, who does it and by when."""
    known = {name.student_id: name.name for name in names_standing(prepared)}
    known |= {student: facts.label for student, facts in prepared.facts.items()}
    return [
        ": ".join(filter(None, (known.get(action.student_id), action_words(action, prepared))))
        for action in open_actions(prepared)
    ]


def waiting_words(waiting: Beside) -> list[str]:
    """The requests of mentors and the check-ins, a line for each."""
    more = [f"{waiting.overdue:,} overdue"] if waiting.overdue else []
    more += [f"{waiting.cannot_wait:,} cannot wait (safety)"] if waiting.cannot_wait else []
    return [
        ", ".join([f"{counted(waiting.requests, 'request', 'requests')} of mentors open", *more]),
        f"{counted(waiting.late, 'check-in', 'check-ins')} overdue, {waiting.due:,} due in a week",
    ]


def address_of(prepared: Prepared, mail: Mail) -> str:
    """Where the page of this school and week is, without any name in it."""
    asked = urlencode({"school": prepared.school.name, "week": prepared.monday.isoformat()})
    return f"{mail.link}/weekly?{asked}"
