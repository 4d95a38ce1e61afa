"""Help and lessons as tables for a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sm_core.lessons.help import Help
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.topics import TOPICS
from sm_core.lessons.words import answer_words, school_words

if TYPE_CHECKING:
    import pandas as pd

STATES = {"open": "Open", "settled": "Settled"}


def help_table(found: Iterable[Help], names: Mapping[str, str]) -> pd.DataFrame:
    """One row per thing asked for, in the same order; `names` are those of the schools by id."""
    import pandas as pd

    return pd.DataFrame(
        [
            [school_words(each.school_id, names), TOPICS[each.topic], each.words, each.person,
             each.asked.date(), STATES[each.state], len(each.by_others),
             "\n".join(f"{answer_words(a, names)}: {a.words}" for a in each.answers),
             each.ended, each.outcome]
            for each in found
        ],
        columns=["School", "Topic", "Needs help with", "Asked by", "Asked", "State",
                 "Answers by others", "Answers", "Settled", "What helped"],
    )  # fmt: skip


def lessons_table(found: Iterable[Lesson], names: Mapping[str, str]) -> pd.DataFrame:
    """One row per lesson, in the same order."""
    import pandas as pd

    return pd.DataFrame(
        [
            [school_words(each.school_id, names), TOPICS[each.topic], each.title, each.words,
             each.person, each.recorded.date()]
            for each in found
        ],
        columns=["School", "Topic", "Title", "Lesson", "Written by", "Written"],
    )  # fmt: skip
