"""Claim: a year's register of present and absent days is imported, every check made and every
student's tier computed, in 1.5 x the time of a bare `CREATE TABLE AS SELECT * FROM read_csv(...)`
of the same file, within 1.5 GB of memory, and faster than pandas counts the same rates.

    python benchmarks/import_register.py [--rows 1800000 | --full] [--order date|student]
                                         [--repeat 3] [--work DIR]

`--full` is 18 million rows, 100,000 students x 180 days, 530 MB. Rounds alternate, the fastest of
each counts. `--work` keeps the file that is written.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
from district import AS_OF, DAYS, MAPPING, write_register
from measuring import Spent, apart, command, folder, least


def main() -> None:
    asked = arguments()
    with folder(asked.work) as work:
        students = (18_000_000 if asked.full else asked.rows) // DAYS
        register = work / f"register-{asked.order}-{students}.csv"
        apart(write_register, register, students, 1, DAYS, asked.order)
        (work / "register.toml").write_text(MAPPING, encoding="utf-8")
        print(f"{students * DAYS:,} rows, {register.stat().st_size / 1e6:,.0f} MB")
        rounds = [measure(work, register) for _ in range(asked.repeat)]
    show(*(least(list(same)) for same in zip(*rounds, strict=True)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_800_000)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--order", choices=["date", "student"], default="date")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--work", type=Path)
    return parser.parse_args()


def measure(work: Path, register: Path) -> tuple[Spent, ...]:
    """(bare load, our import, our standing, pandas), each into a folder that is empty before."""
    with TemporaryDirectory(dir=work) as name:
        home = Path(name)
        return (
            apart(load_bare, register, home / "bare.duckdb"),
            command(home, "import", register, "--mapping", work / "register.toml"),
            command(home, "standing", "--as-of", AS_OF, "--csv", home / "standing.csv"),
            apart(rate_with_pandas, register),
        )


def load_bare(register: Path, target: Path) -> None:
    with duckdb.connect(str(target)) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"CREATE TABLE register AS SELECT * FROM read_csv('{register}')")


def rate_with_pandas(register: Path) -> None:
    frame = pd.read_csv(register, dtype={"student_id": str})
    absent = frame["code"].ne("P").groupby(frame["student_id"]).mean()
    assert 0 < absent.mean() < 1


def show(bare: Spent, ours: Spent, standing: Spent, pandas: Spent) -> None:
    both = ours.seconds + standing.seconds
    print(f"bare load into a table   {bare}")
    print(f"our import               {ours}  {ours.times(bare)}")
    print(f"then `standing --csv`    {standing}  {standing.times(bare)}")
    print(f"pandas, read and count   {pandas}  {pandas.times(bare)}")
    print("to reach: import at most 1.50 x bare and 1,500 MB, import and standing less than pandas")
    print(f"          (now {both / pandas.seconds:.2f} x pandas)")


if __name__ == "__main__":
    main()
