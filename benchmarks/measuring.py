"""Times and peak memory, each measured in a process of its own; the benchmarks share this.

On Linux a child's peak starts at its parent's, so the parent of a measured process must do no
work itself: everything heavy goes through `apart` or `command`.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))
STUDENTS_BY_SCHOOL = """
    WITH days AS (
        SELECT e.student_id, e.school_id, count(*) AS enrolled,
            count(*) FILTER (COALESCE(a.portion, 0) >= 0.5) AS missed
        FROM attendance.enrollments AS e
        JOIN attendance.calendar AS d
            ON d.school_id = e.school_id AND d.day BETWEEN e.first_day AND e.last_day
            AND d.day BETWEEN DATE '2025-07-01' AND $as_of
        LEFT JOIN attendance.absences AS a
            ON a.student_id = e.student_id AND a.school_id = d.school_id AND a.day = d.day
        WHERE e.source = 'file'
        GROUP BY e.student_id, e.school_id
    )

    SELECT school_id, count(*), count(*) FILTER (missed * 10 >= enrolled),
        count(*) FILTER (missed * 5 >= enrolled)
    FROM days GROUP BY school_id
"""
"""The bare query beside which whatever is counted of every school stands."""


@dataclass(frozen=True)
class Spent:
    """What a piece of work took: `processor` is the seconds of all cores together, which other
    programs on the machine disturb least; `peak` the largest resident memory in MB."""

    seconds: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s {self.processor:7.2f} s of processor {self.peak:6,.0f} MB"

    def times(self, bare: "Spent") -> str:
        worked = self.processor / bare.processor
        return f"{self.seconds / bare.seconds:5.2f} x bare ({worked:.2f} x in processor time)"


def _spent(seconds: float, usage: resource.struct_rusage, before: float = 0.0) -> Spent:
    return Spent(seconds, usage.ru_utime + usage.ru_stime - before, usage.ru_maxrss / 1024)


def apart(work: Callable, *values) -> Spent:
    """Call `work` in a fresh process; starting it and the imports at its top do not count."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, values).result()


def _measured(work: Callable, values: tuple) -> Spent:
    before = time.process_time()
    seconds = timed(lambda: work(*values))
    return _spent(seconds, resource.getrusage(resource.RUSAGE_SELF), before)


def command(home: Path, *words: str | Path) -> Spent:
    """Run `python -m sm_core --home HOME …`, starting up included. Fails when it is refused."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "sm_core", "--home", home, *words],
        cwd=REPOSITORY, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"sm_core {words[0]} ended with exit code {process.returncode}")
    return _spent(seconds, usage)


def on_demos(about: str, measure: Callable[[str, int], None]) -> None:
    """Measure, apart, the demo district of each size that the command line asks for: `measure` is
    given its home and the students in it. `about` is what the program does."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--students", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--work", type=Path)
    asked = parser.parse_args()
    with folder(asked.work) as work:
        for students in asked.students:
            home = work / f"pages-{students}"
            if not home.exists():
                made = command(home, "demo", "--students", str(students))
                print(f"demo of {students:,} students", made)
            apart(measure, str(home), students)


def timed(work: Callable) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def usual(work: Callable, times: int = 5) -> float:
    """The median time of `work` after one call that fills the caches."""
    work()
    return median(timed(work) for _ in range(times))


def least(spent: list[Spent]) -> Spent:
    """The least of each time, as the one least disturbed by others, and the highest peak."""
    return Spent(
        min(s.seconds for s in spent), min(s.processor for s in spent), max(s.peak for s in spent)
    )


@contextmanager
def folder(given: Path | None) -> Iterator[Path]:
    """The folder `given` to keep what is made, or a temporary one."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as made:
            yield Path(made)
