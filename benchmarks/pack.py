"""Claim: to count what a pack freezes of every school takes at most 10 x the bare query of the
progress (students of each school by days missed), and to freeze it 12 x; frozen packs are found in
0.2 x, and the PDF takes 25 ms a page, at 10,000 and at 100,000 students.

    python benchmarks/pack.py [--students 10000 100000] [--work DIR]

The demo district of each size is made by the command line first. Times are medians of three.
"""

from contextlib import closing
from datetime import datetime, time
from pathlib import Path

from measuring import STUDENTS_BY_SCHOOL, on_demos, usual

from sm_core.actor import local_captain
from sm_core.demo.calendars import AS_OF
from sm_core.packs.count import figures
from sm_core.packs.find import packs_seen
from sm_core.packs.freeze import freeze, take_back
from sm_core.papers.pack_paper import pack_paper
from sm_core.papers.sheet import typeset_sheet
from sm_core.saving import Save
from sm_core.store import Store
from sm_core.uploads import open_district

TIMES = 3
CAPTAIN = local_captain()
NOW = datetime.combine(AS_OF, time(16))


def main() -> None:
    on_demos(__doc__, measure)
    print("to reach: count 10 x, freeze 12 x, find 0.2 x, 25 ms a page")


def measure(home: str, students: int) -> None:
    with closing(open_district(Path(home))) as store:
        with store.reading() as cursor:
            asked = {"as_of": AS_OF}
            bare = usual(lambda: cursor.execute(STUDENTS_BY_SCHOOL, asked).fetchall(), TIMES)
        print(f"{students:,} students; bare {bare * 1000:.0f} ms")
        count = usual(lambda: figures(store, CAPTAIN, AS_OF), TIMES)
        frozen = usual(lambda: freeze_anew(store), TIMES)
        find = usual(lambda: packs_seen(store, CAPTAIN), TIMES)
        for name, ours in (("count", count), ("freeze", frozen), ("find", find)):
            print(f"  {name:<8}{ours * 1000:6.0f} ms {ours / bare:6.1f} x bare", flush=True)
        [pack, *_] = packs_seen(store, CAPTAIN)
        page = usual(lambda: typeset_sheet(pack_paper(pack, None, AS_OF)), 1)
        pages = len(pack.schools) + 2
        print(f"  PDF     {page * 1000:6.0f} ms, {page * 1000 / pages:.0f} ms a page of {pages}")


def freeze_anew(store: Store) -> None:
    """One that stands would only be found."""
    for pack in packs_seen(store, CAPTAIN):
        take_back(store, Save(CAPTAIN, NOW), pack.pack_id)
    freeze(store, Save(CAPTAIN, NOW), AS_OF)


if __name__ == "__main__":
    main()
