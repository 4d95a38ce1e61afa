"""Invented students and mentors for matching: one by one for cases, and whole districts at
random."""

from dataclasses import replace
from datetime import date, time, timedelta

import numpy as np

from sm_core.availability import Slot
from sm_core.matching.pool import Pool
from sm_core.matching.settings import USUAL
from sm_core.matching.student import Student
from sm_core.mentors.mentor import ORIENTATION, REQUIRED, Mentor, Screening, Training
from sm_core.traits import Traits

DAY = date(2026, 1, 30)
LAST_FALL = date(2025, 9, 15)
GROUPS = ("moderate_chronic", "at_risk", "severe_chronic")
SHARES = (0.40, 0.45, 0.15)
"""Of the groups in the usual order among chosen students."""
LANGUAGES = ("English", "Spanish", "Arabic", "Vietnamese", "Somali")
SPOKEN = (0.62, 0.24, 0.05, 0.05, 0.04)
INTERESTS = ("soccer", "basketball", "drawing", "music", "reading", "chess", "cooking", "dance",
             "animals", "video games")  # fmt: skip
DISLIKES = ("crowds", "loud noise", "getting up early", "running", "math")
READY = Mentor(
    "ready", started=LAST_FALL,
    screening={step: Screening(LAST_FALL) for step in REQUIRED["staff"]},
    trainings=(Training(ORIENTATION, LAST_FALL, "", True, True),),
)  # fmt: skip


def a_student(student_id="s1", school="LINC", **more):
    return Student(student_id, school, **{"name": "Rosa Delgado", "grade": "7"} | more)


def a_mentor(mentor_id="m1", schools=("LINC",), **more):
    """One who can be matched."""
    known = {"first_name": "David", "last_name": "Okafor", "schools": tuple(schools)}
    return replace(READY, mentor_id=mentor_id, **known | more)


def in_order(pool):
    """As `read_pool` gives a pool, whatever the order of its people."""
    students = tuple(sorted(pool.students, key=lambda s: (s.school_id, s.student_id)))
    return replace(pool, students=students, mentors=tuple(sorted(pool.mentors, key=_mentor_id)))


def _mentor_id(mentor):
    return mentor.mentor_id


def district(schools, students, mentors, seed=1, places=(2, 7), settings=USUAL):
    """A pool with so many waiting students and mentors at each of the schools."""
    rng = np.random.default_rng(seed)
    names = [f"school{n:03d}" for n in range(schools)]
    return Pool(
        DAY,
        tuple(drawn_student(rng, f"{school}-{n:04d}", school)
              for school in names for n in range(students)),
        tuple(_drawn_mentor(rng, f"{school}-m{n:03d}", school, places)
              for school in names for n in range(mentors)),
        settings, dict.fromkeys(names, 20),
    )  # fmt: skip


def drawn_student(rng, name, school):
    """A waiting student whose family knows, with what is usually known of one."""
    rank = int(rng.choice(len(GROUPS), p=SHARES))
    language = LANGUAGES[rng.choice(len(LANGUAGES), p=SPOKEN)]
    knows = {f"{school}-m{rng.integers(40):03d}"} if rng.random() < 0.2 else set()
    grade = str(rng.integers(6, 9))
    return Student(
        name, school, name=name, grade=grade, group=GROUPS[rank], rank=rank, severe=rank == 2,
        languages=tuple(dict.fromkeys((language, "English"))), brings=_traits(rng, 0.8),
        knows=frozenset(knows), order=(int(grade), name),
    )  # fmt: skip


def _drawn_mentor(rng, name, school, places):
    brings = replace(
        _traits(rng, 0.9), languages=_some(rng, LANGUAGES[1:], 0, 1),
        grades=_some(rng, ("6", "7", "8"), 1, 3),
    )  # fmt: skip
    return a_mentor(name, (school,), capacity=int(rng.integers(*places)), brings=brings)


def _traits(rng, known):
    """Interests and free time of people of whom so large a part was asked."""
    if rng.random() > known:
        return Traits()
    return Traits(
        interests=_some(rng, INTERESTS, 1, 4), dislikes=_some(rng, DISLIKES, 0, 2),
        availability=_free_time(rng),
    )  # fmt: skip


def _some(rng, words, least, most):
    chosen = rng.permutation(len(words))[: rng.integers(least, most + 1)]
    return tuple(words[n] for n in sorted(chosen))


def _free_time(rng):
    """One to three half hours or hours of different days."""
    days = sorted(rng.permutation(5)[: rng.integers(1, 4)] + 1)
    return tuple(
        Slot(int(day), time(hour), time(hour + int(long), 0 if long else 30))
        for day, hour, long in zip(
            days, rng.integers(8, 16, len(days)), rng.random(len(days)) < 0.5, strict=True
        )
    )  # fmt: skip


def later(pool, seed, gone=0.05, come=0.05, moved=0.08, noted=0.0):
    """The same district some weeks later: leavers and joiners, other groups, one mentor in 40
    gone, and for a part of the students other interests and hours."""
    rng = np.random.default_rng(seed)
    stay = [s for s in pool.students if rng.random() >= gone]
    changed = []
    for student in stay:
        if rng.random() < moved:
            rank = int(rng.choice(len(GROUPS), p=SHARES))
            student = replace(student, rank=rank, group=GROUPS[rank], severe=rank == 2)
        if rng.random() < noted:
            student = replace(student, brings=_traits(rng, 1))
        changed.append(student)
    schools = sorted({s.school_id for s in pool.students})
    new = [
        drawn_student(rng, f"{school}-new{n:03d}", school)
        for school in schools
        for n in range(round(come * len(pool.students) / len(schools)))
    ]
    left = {
        m.mentor_id for school in schools
        for m in rng.permutation([m for m in pool.mentors if school in m.schools])[
            : len(pool.mentors) // (40 * len(schools))]
    }  # fmt: skip
    mentors = tuple(m for m in pool.mentors if m.mentor_id not in left)
    students = (*changed, *new)
    return in_order(replace(pool, day=pool.day + timedelta(weeks=2), students=students,
                            mentors=mentors))  # fmt: skip
