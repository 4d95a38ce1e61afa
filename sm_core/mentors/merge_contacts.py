"""What was logged under a record that turned out to be another one's: contacts, check-ins and
requests for help go over."""

from __future__ import annotations

from sm_core.contacts.contact import Contact
from sm_core.contacts.find import read_contacts
from sm_core.contacts.log import add_to, strike
from sm_core.mentors.mentor import Mentor
from sm_core.saving import Record, Writing
from sm_core.targeting.words import counted

TABLES = {"contacts": "contact", "check_ins": "check-in", "support_requests": "request"}


def move_contacts(writing: Writing, kept: Mentor, other: Mentor, reason: str) -> list[str]:
    """Put under `kept` what stands under `other`, and say in words how much of each.

    Who logged one student's day under both records told of one contact: that of the kept record
    stays with what the other one adds, and the other is taken back.
    """
    twice = _logged_twice(writing, kept, other)
    for stays, goes in twice:
        add_to(writing, stays, goes.kind, goes.said)
    strike(writing, [goes for _, goes in twice], reason)
    _tell_requests(writing, kept, other, reason)
    return [
        counted(moved, word, f"{word}s")
        for table, word in TABLES.items()
        if (moved := _hand_over(writing, table, kept, other))
    ]


def _logged_twice(writing: Writing, kept: Mentor, other: Mentor) -> list[tuple[Contact, Contact]]:
    """(under the kept record, under the other one) of one student and day."""
    ours = {(c.student_id, c.day): c for c in _standing(writing, kept)}
    theirs = _standing(writing, other)
    return [(ours[c.student_id, c.day], c) for c in theirs if (c.student_id, c.day) in ours]


def _standing(writing: Writing, mentor: Mentor) -> list[Contact]:
    rows = writing.cursor.execute(
        "SELECT contact_id FROM program.contacts WHERE mentor_id = $mentor AND taken_back IS NULL",
        {"mentor": mentor.mentor_id},
    ).fetchall()
    return read_contacts(writing.cursor, ids=[contact_id for (contact_id,) in rows])


def _tell_requests(writing: Writing, kept: Mentor, other: Mentor, reason: str) -> None:
    rows = writing.cursor.execute(
        "SELECT request_id, school_id FROM program.support_requests WHERE mentor_id = $other",
        {"other": other.mentor_id},
    ).fetchall()
    for request_id, school in rows:
        writing.changed(Record("request", request_id, school), {"mentor": other.mentor_id},
                        {"mentor": kept.mentor_id}, reason)  # fmt: skip


def _hand_over(writing: Writing, table: str, kept: Mentor, other: Mentor) -> int:
    """How many rows went over, those taken back not counted."""
    names = {"kept": kept.mentor_id, "other": other.mentor_id}
    standing = "" if table == "support_requests" else "AND taken_back IS NULL"
    [(moved,)] = writing.cursor.execute(
        f"SELECT count(*) FROM program.{table} WHERE mentor_id = $other {standing}",
        {"other": other.mentor_id},
    ).fetchall()
    writing.cursor.execute(
        f"UPDATE program.{table} SET mentor_id = $kept WHERE mentor_id = $other", names
    )
    return moved
