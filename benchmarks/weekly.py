"""Claim: a week's register brought in onto a year of history costs at most a tenth of what the
year's import cost, because only what the week says is worked out anew.

    python benchmarks/weekly.py [--students 10000 | --full] [--repeat 3] [--work DIR]

The year is 175 days, the week the five after it; `--full` is 100,000 students. Both times hold
what starting Python costs (printed), so small districts look worse than the work is.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from district import DAYS, MAPPING, write_register
from measuring import Spent, apart, command, folder, least

WEEK = 5


def main() -> None:
    asked = arguments()
    students = 100_000 if asked.full else asked.students
    with folder(asked.work) as work:
        year, week = work / f"year-{students}.csv", work / f"week-{students}.csv"
        apart(write_register, year, students, 1, DAYS - WEEK)
        apart(write_register, week, students, DAYS - WEEK + 1, DAYS)
        (work / "register.toml").write_text(MAPPING, encoding="utf-8")
        rounds = [measure(work, year, week) for _ in range(asked.repeat)]
    print(f"{students:,} students, {DAYS - WEEK} days and then {WEEK}")
    show(*(least(list(same)) for same in zip(*rounds, strict=True)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--work", type=Path)
    return parser.parse_args()


def measure(work: Path, year: Path, week: Path) -> tuple[Spent, Spent, Spent]:
    """(the year's import, the week's, a command that does nothing but open the store)."""
    decisions = ("--mapping", work / "register.toml")
    with TemporaryDirectory(dir=work) as name:
        home = Path(name)
        return (
            command(home, "import", year, *decisions),
            command(home, "import", week, *decisions),
            command(home, "uploads"),
        )


def show(year: Spent, week: Spent, idle: Spent) -> None:
    print(f"the year's import       {year}")
    print(f"the week's import       {week}   1/{year.seconds / week.seconds:.1f} of the year's")
    print(f"starting up, in both    {idle}")
    busy = year.processor - idle.processor, week.processor - idle.processor
    print(f"to reach: 1/10 (without starting up, in processor time: 1/{busy[0] / busy[1]:.1f})")


if __name__ == "__main__":
    main()
