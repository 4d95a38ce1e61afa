"""Claim: the progress of every school takes at most 6 x the bare query (students of each school by
days missed) while nothing is known yet, 4 x after something was saved in the program, 1 x after
something was saved in a plan, and 0.1 x again, at 10,000 and at 100,000 students.

    python benchmarks/progress.py [--students 10000 100000] [--work DIR]

The demo district of each size is made by the command line first. Times are medians: of three with
empty caches, of nine after a save or again.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import streamlit as st
from measuring import STUDENTS_BY_SCHOOL, on_demos, timed, usual
from streamlit.logger import set_log_level

from sm_core.actor import local_captain
from sm_core.demo.calendars import AS_OF
from sm_core.schools import schools_seen
from sm_core.store import PLANS, Store
from sm_core.uploads import open_district
from ui import cached_progress
from ui.frame import View

COLD, TIMES = 3, 9


def main() -> None:
    on_demos(__doc__, measure)
    print("to reach: cold 6 x, after a save in the program 4 x, in a plan 1 x, again 0.1 x")


def measure(home: str, students: int) -> None:
    # Without a server Streamlit says at every call that it keeps nothing between servers.
    set_log_level("ERROR")
    with closing(open_district(Path(home))) as store:
        with store.reading() as cursor:
            bare = usual(
                lambda: cursor.execute(STUDENTS_BY_SCHOOL, {"as_of": AS_OF}).fetchall(), TIMES
            )
        schools = len(everybody(store))
        print(f"{students:,} students in {schools} schools; bare {bare * 1000:.0f} ms")
        for name, ours in times(store).items():
            print(f"  {name:<32}{ours * 1000:6.0f} ms {ours / bare:6.1f} x bare", flush=True)


def times(store: Store) -> dict[str, float]:
    def after(before: Callable, times: int) -> float:
        return median(timed(asking(store, before)) for _ in range(times))

    return {
        "cold": after(forget, COLD),
        "after a save in the program": after(lambda: save(store), TIMES),
        "after a save in a plan": after(lambda: save(store, PLANS), TIMES),
        "again": after(lambda: None, TIMES),
    }


def asking(store: Store, before: Callable) -> Callable:
    before()
    return lambda: everybody(store)


def forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


def save(store: Store, part: str = "") -> None:
    # Any write makes a new version.
    with store.writing("program", part=part):
        pass


def everybody(store: Store) -> list:
    captain = local_captain()
    seen = schools_seen(store, captain)
    version = "", store.version("attendance")
    return cached_progress.everybody(
        View(store, captain, seen, None, AS_OF, version, store.version("program"), AS_OF)
    )


if __name__ == "__main__":
    main()
