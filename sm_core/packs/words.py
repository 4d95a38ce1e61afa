"""What a page of a pack says, in sentences; of a hidden number only what may be told of it. Nothing
here ranks schools, or says what a change came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from sm_core.definitions import STANDARD
from sm_core.hiding.cell import BESIDE, FEW, FEWEST, HIGH, LOW, MOST, OVER, UNDER, Cell
from sm_core.packs import pack
from sm_core.packs.pack import Pack, PackPage
from sm_core.progress.moments import NOW, START, YEAR, YEAR_END
from sm_core.school_year import last_day, school_year_of
from sm_core.schools import named
from sm_core.student_words import full_day, short_day
from sm_core.targeting.words import counted

UNKNOWN = Cell()
Say = Callable[[Cell], str]
NOT_SHOWN = "not shown"
SHORT = {FEW: f"<{FEWEST}", MOST: f"all but <{FEWEST}", UNDER: f"<{LOW}%", OVER: f">{HIGH}%",
         BESIDE: NOT_SHOWN}  # fmt: skip
"""In a table."""
SAID = {FEW: f"fewer than {FEWEST}", MOST: f"all but fewer than {FEWEST}", UNDER: f"under {LOW}%",
        OVER: f"over {HIGH}%"}  # fmt: skip
"""Of a whole that is told beside it."""
TIERS_HEADER = ["", "In rates", "Chronically absent", "Of these severe", "At risk"]
HIDDEN = (
    f"Groups of fewer than {FEWEST} students are hidden, and shares under {LOW}% or over {HIGH}% "
    "are not told exactly. “Not shown” is a part of such a group, or a number from which one could "
    "be worked out."
)
AS_FROZEN = (
    "Who is chosen or has support, and the steps of the plan, are told as they stood when the pack "
    "was frozen."
)
NOT_A_CAUSE = (
    "Schools stand in the order of their names. A difference between two dates does not say what "
    "it came from."
)


def cell(page: PackPage, key: str) -> Cell:
    """That of the key; of one that the page does not have nothing is known."""
    return page.cells.get(key, UNKNOWN)


def at(page: PackPage, moment: str, what: str) -> Cell:
    """That of a moment, `what` RATED, CHRONIC, SEVERE or AT_RISK."""
    return cell(page, f"{moment}.{what}")


def short(of: Cell) -> str:
    """Like "157", "<10", ">95%", "not shown"; "–" where nothing is known."""
    if of.hidden:
        return SHORT[of.why]
    return "–" if of.count is None else f"{of.count:,}"


def told(of: Cell) -> str:
    """As `short`, for where there is room: "fewer than 10", "not shown"."""
    return SAID.get(of.why, NOT_SHOWN) if of.hidden else short(of)


def some_hidden(page: PackPage) -> bool:
    """Whether any number of the page is told in words only."""
    return any(of.hidden for of in page.cells.values())


def part(of: Cell, whole: Cell, one: str, many: str) -> str:
    """Like "157 of 612 students" or "fewer than 10 of 72 students"; "" where nothing may be told of
    the part. `one` and `many` name the whole."""
    if untold(of):
        return ""
    said = SAID[of.why] if of.hidden else f"{of.count:,}"
    if whole.count is None:
        return f"{said} {many}" if of.why in ("", FEW) else ""
    return f"{said} of {counted(whole.count, one, many)}"


def untold(of: Cell) -> bool:
    """Whether nothing at all is told of a number."""
    return of.why == BESIDE or (of.count is None and not of.hidden)


def whole_of(page: PackPage, key: str, whole: str) -> Cell:
    """That of the schools whose numbers `key` has in it."""
    return Cell(page.partly[key][0]) if key in page.partly else cell(page, whole)


def at_schools(page: PackPage, key: str) -> str:
    """Like " at 2 schools", of a total that is not of them all."""
    if key not in page.partly:
        return ""
    return f" at {counted(page.partly[key][1], 'school', 'schools')}"


def part_of(page: PackPage, key: str, whole: str, one: str, many: str) -> str:
    """As `part`, of two numbers of the page, and at how many schools, if not at all."""
    said = part(cell(page, key), whole_of(page, key, whole), one, many)
    if not said or key not in page.partly:
        return said
    schools = counted(page.partly[key][1], "school that shows it", "schools that show it")
    return f"{said} at the {schools}"


def first(said: str) -> str:
    """With a capital letter."""
    return said[:1].upper() + said[1:]


def pack_title(found: Pack) -> str:
    """Like "All schools as of Jan 30, 2026"."""
    return f"All schools as of {full_day(found.as_of)}"


def frozen_line(found: Pack) -> str:
    """When and by whom; no full stop."""
    return f"Frozen {full_day(found.frozen.date())} by {found.frozen_by}"


def heading(page: PackPage) -> str:
    """How far the data of the page reach, and how long before its day that is where a week or more
    lies between; no full stop. The note says where its students are of an earlier day."""
    if page.through is None:
        return "No data yet"
    reach = f"Data through {full_day(page.through)}"
    weeks = max((page.figures_of - page.through).days // 7, 0)
    return f"{reach}, {counted(weeks, 'week', 'weeks')} before" if weeks else reach


def moment_label(page: PackPage, moment: str) -> str:
    """Like "Baseline of the plan, Jun 16, 2025"; of now the last day with data. Of all schools
    together the others have no day, as each counts from its own, and it says "at 59 schools" where
    some hide theirs."""
    if not page.school_id:
        label = {pack.NOW: f"{NOW}, {full_day(page.figures_of)}", pack.START: "Baseline",
                 pack.YEAR: YEAR}[moment]  # fmt: skip
        return f"{label}{at_schools(page, f'{moment}.{pack.RATED}')}"
    if moment == pack.NOW:
        return f"{NOW}, {full_day(min(page.through or page.figures_of, page.figures_of))}"
    day = page.days.get(moment)
    label = YEAR if moment == pack.YEAR else START
    if moment == pack.START and day and day == last_day(school_year_of(day)):
        label = YEAR_END
    return f"{label}, {full_day(day)}" if day else label


def tier_rows(page: PackPage, say: Say = short) -> list[list[str]]:
    """A row under `TIERS_HEADER` of now, the baseline, and the same date last year."""
    return [
        [moment_label(page, moment), say(at(page, moment, pack.RATED)),
         _with_share(page, moment, say), _partly(page, f"{moment}.{pack.SEVERE}", say),
         _partly(page, f"{moment}.{pack.AT_RISK}", say)]
        for moment in (pack.NOW, pack.START, pack.YEAR)
    ]  # fmt: skip


def _with_share(page: PackPage, moment: str, say: Say) -> str:
    chronic = at(page, moment, pack.CHRONIC)
    share = share_of(chronic, at(page, moment, pack.RATED))
    return say(chronic) if share is None else f"{say(chronic)} ({float(share):.1%})"


def _partly(page: PackPage, key: str, say: Say) -> str:
    """Like "30 of 70 at 2 schools" where the total is not of them all."""
    whole = f" of {page.partly[key][0]:,}" if key in page.partly else ""
    return f"{say(cell(page, key))}{whole}{at_schools(page, key)}"


def share_of(of: Cell, whole: Cell) -> Fraction | None:
    """The part of the whole (0 to 1) where both are shown and there is one."""
    if of.count is None or not whole.count:
        return None
    return Fraction(of.count, whole.count)


def chronic_line(page: PackPage) -> str:
    """How many are chronically absent now; what is not shown is not told."""
    said = part(at(page, pack.NOW, pack.CHRONIC), at(page, pack.NOW, pack.RATED),
                "student", "students")  # fmt: skip
    if said:
        where = at_schools(page, f"{pack.NOW}.{pack.CHRONIC}")
        return f"{first(said)}{where} are chronically absent."
    if page.school_id and page.cells and at(page, pack.NOW, pack.RATED) == UNKNOWN:
        return (
            f"There are no tiers now: nobody is here with {STANDARD.few_days} or more days this "
            "school year."
        )
    return "How many are chronically absent is not shown."


def plan_line(page: PackPage) -> str:
    """Like "9 of 12 steps done, 1 overdue"; no full stop."""
    steps, done, overdue = (page.facts.get(name) for name in (pack.STEPS, pack.DONE, pack.OVERDUE))
    if steps is None:
        return "No plan for this school year yet"
    if not steps:
        return "No step is needed"
    late = f", {overdue:,} overdue" if overdue else ""
    return f"{done:,} of {counted(steps, 'step', 'steps')} done{late}"


def held_line(page: PackPage) -> str:
    """Like "14 of 17 weeks with school had their review"; no full stop."""
    held, weeks = page.facts.get(pack.HELD), page.facts.get(pack.WEEKS)
    if not weeks or held is None:
        return "No week with school is over yet"
    if not page.school_id:
        reviews = counted(weeks, "weekly review", "weekly reviews")
        return f"{held:,} of {reviews} held, one per school and week"
    return f"{held:,} of {counted(weeks, 'week', 'weeks')} with school had their review"


def mentors_line(page: PackPage) -> str:
    """Like "18 active mentors"; no full stop. "" where it is unknown: of all schools together,
    because a mentor may serve two."""
    mentors = page.facts.get(pack.MENTORS)
    if mentors is None:
        return ""
    return counted(mentors, "active mentor", "active mentors") if mentors else "No active mentor"


def trend_caption(page: PackPage) -> str:
    """Definition and date of the rate by week."""
    last = f" ({page.weeks[-1][1]}% by {short_day(page.weeks[-1][0])})" if page.weeks else ""
    return (
        f"Of the students with {STANDARD.few_days} or more days, the share who by the end of each "
        f"week had missed {STANDARD.moderate}% or more of their days{last}, in whole percent."
    )


def how(page: PackPage, schools: Iterable[PackPage] = ()) -> str:
    """Definitions, dates and what is hidden; below one page, or that of all and those of the
    `schools`."""
    rules, dates = STANDARD, f" Figures are of {full_day(page.figures_of)}"
    others = [each for each in schools if each.figures_of != page.figures_of]
    for day in sorted({each.figures_of for each in others}):
        names = [each.name for each in others if each.figures_of == day]
        dates += f"; those of {named(names)} of {full_day(day)}"
    return (
        f"Chronically absent: missed {rules.moderate}% or more of the days enrolled (severe: "
        f"{rules.severe}% or more; at risk: {rules.at_risk}% to under {rules.moderate}%), of the "
        f"students with {rules.few_days} or more days, each at the latest school.{dates}. Met as "
        "planned: as often as the last full week asked for; the others matched were met less "
        f"often, or the week asked nothing of them. {AS_FROZEN} {HIDDEN} {NOT_A_CAUSE}"
    )
