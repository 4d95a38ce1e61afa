"""What is read out at a convening beside the figures, on the projector and on paper."""

from dataclasses import replace

from sm_core.gatherings.find import last_of
from sm_core.gatherings.gathering import CONVENING, Gathering
from sm_core.lessons.aloud import asked_lines, learned_lines
from sm_core.packs.occasions import Occasion
from sm_core.student_words import full_day
from ui import cached_gatherings, cached_lessons
from ui.frame import View


def before(view: View, occasion: Occasion) -> Gathering | None:
    """The convening before this one."""
    return last_of(cached_gatherings.gathered(view).gatherings, occasion.day, CONVENING)


def aloud(view: View, occasion: Occasion) -> dict[str, list[str]]:
    """By heading the lines below it: the agenda, what schools ask for, and what they learned since
    the convening before; headings without lines are left out."""
    view, last = replace(view, school=None), before(view, occasion)
    names = cached_lessons.names(view)
    learned = f"Lessons since {full_day(last.day)}" if last else "Lessons"
    found = {
        "Agenda": list(occasion.gathering.points) if occasion.gathering else [],
        "What schools ask for": asked_lines(cached_lessons.help_of(view), names),
        learned: learned_lines(cached_lessons.lessons_of(view), names, last and last.day),
    }
    return {heading: lines for heading, lines in found.items() if lines}
