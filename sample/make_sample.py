"""Writes lincoln_register.csv: half a school year of the invented students in students.csv."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent
FIRST, LAST = date(2025, 8, 25), date(2026, 1, 30)
HOLIDAYS = {date(2025, 9, 1), date(2025, 11, 27), date(2025, 11, 28), date(2026, 1, 19)}
WINTER_BREAK = (date(2025, 12, 22), date(2026, 1, 2))

# Days are counted from 0 to 100. The newcomer has been here for 12 days.
ROSA, MARCUS, AMINA, OWEN = "0041237", "0041250", "0041263", "0041276"
NEWCOMER, JOINED, LEFT = "0041848", "0041510", "0041627"
ENROLLED = {ROSA: (9, 101), JOINED: (60, 101), NEWCOMER: (89, 101), LEFT: (0, 57)}
MISSED = {MARCUS: 8, AMINA: 2, OWEN: 27, NEWCOMER: 2, JOINED: 1, LEFT: 7}
# The others, as students and the least and most days each of them misses.
SPREAD = [(20, 0, 5), (12, 6, 10), (7, 11, 20), (2, 22, 34)]
# 14 of 92 days, 8 excused and 6 not; 5 of the last 10 days and 1 of the 10 before.
ROSA_MISSED = (20, 21, 34, 48, 49, 62, 74, 80, 86, 92, 93, 96, 97, 100)
ROSA_CODES = dict(zip(ROSA_MISSED, "EEEUEEUEEUUEUU", strict=True))


def school_days() -> list[date]:
    weekdays = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    weekdays = [day for day in weekdays if day.weekday() < 5 and day not in HOLIDAYS]
    return [day for day in weekdays if not WINTER_BREAK[0] <= day <= WINTER_BREAK[1]]


def codes(rng: random.Random, days: list[date], first: int, end: int, missed: int) -> dict:
    """Code by running number of the day; absences come in runs, oftener on Monday and Friday."""
    weights = [1.8 if day.weekday() in (0, 4) else 1 for day in days[first:end]]
    found = {n: "T" for n in range(first, end) if rng.random() < 0.03}
    absent = set()
    while len(absent) < missed:
        start = rng.choices(range(first, end), weights)[0]
        run = range(start, min(start + rng.choice([1, 1, 1, 2, 3]), end))
        absent |= set(run[: missed - len(absent)])
    kinds = rng.choices("EUHS", [10, 9, 2, 1 if missed > 10 else 0], k=missed)
    return found | dict(zip(sorted(absent), kinds, strict=True))


if __name__ == "__main__":
    rng, days = random.Random(2025), school_days()
    with (FOLDER / "students.csv").open(encoding="utf-8", newline="") as file:
        grades = {row["Student ID"]: row["Grade"] for row in csv.DictReader(file)}
    others = [rng.randint(low, high) for count, low, high in SPREAD for _ in range(count)]
    rng.shuffle(others)
    with (FOLDER / "lincoln_register.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("Student ID,School ID,Grade,Date,Code\n")
        for student, grade in grades.items():
            first, end = ENROLLED.get(student, (0, len(days)))
            missed = 0 if student == ROSA else MISSED.get(student) or others.pop()
            marks = ROSA_CODES if student == ROSA else codes(rng, days, first, end, missed)
            for n in range(first, end):
                file.write(f"{student},LINC,{grade},{days[n]:%m/%d/%Y},{marks.get(n, '')}\n")
