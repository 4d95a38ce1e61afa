"""Which schools all students have left while the school year went on."""

from __future__ import annotations

from datetime import date

from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.schools import STALE_AFTER
from sm_core.store import Store


def schools_left(store: Store, as_of: date) -> frozenset[str]:
    """The schools where for over a week nobody was enrolled while somebody was at another one, as
    known on the date. In the last days of June nobody is enrolled anywhere: that closes no school.

    Of all schools of the district, whoever asks: a principal, too, is to know whether the year went
    on elsewhere, and of no student is anything said.
    """
    with store.reading() as cursor:
        rows = run(cursor, "schools_left", school_year=school_year_of(as_of), as_of=as_of)
        return frozenset(school for school, _, behind in rows.fetchall()
                         if behind > STALE_AFTER.days)  # fmt: skip
