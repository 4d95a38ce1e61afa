"""Takes the invented program away with the invented district. People's own records stay: this is
the only place where anything of the program is deleted, and only what the demo made or what is
about its students."""

from sm_core.store import Store

OF_SCHOOL = ("targets", "intensive_supports", "permissions", "matches", "settings",
             "family_contacts", "team", "checked_steps", "match_rules", "suggestion_lists",
             "suggestions", "contacts", "check_ins", "support_requests", "reviews",
             "review_decisions", "actions", "plans", "plan_steps", "plan_targets", "plan_comments",
             "school_calls", "gathering_marks", "follow_ups", "school_help", "help_answers",
             "lessons", "pack_pages")  # fmt: skip
OF_STUDENT = (
    ("student_profiles", "student_id"), ("known_adults", "student_id"), ("families", "student_id"),
    ("match_rules", "student_id"), ("match_rules", "other_id"), ("contacts", "student_id"),
    ("check_ins", "student_id"), ("support_requests", "student_id"),
)  # fmt: skip
ABOUT_STUDENTS = ("target", "support", "student_profile", "permission", "contact", "match_rule",
                  "student_contact", "check_in")  # fmt: skip
"""Kinds of records in the history that go by the id of a student."""
MADE = {
    "mentors": "mentor_id", "mentor_schools": "mentor_id", "screenings": "mentor_id",
    "training_attendance": "mentor_id", "known_adults": "mentor_id", "matches": "mentor_id",
    "different_people": "mentor_id", "traits": "owner_id", "availability": "owner_id",
    "trainings": "training_id", "history": "record_id", "families": "family_id",
    "family_contacts": "contact_id", "team": "member_id", "match_rules": "other_id",
    "suggestions": "mentor_id", "contacts": "mentor_id", "check_ins": "mentor_id",
    "support_requests": "mentor_id", "lessons": "lesson_id", "gatherings": "gathering_id",
    "gathering_marks": "gathering_id", "follow_ups": "follow_up_id",
}  # fmt: skip
"""Tables with ids that the demo gave: they begin with "demo-"."""
PARTS = (
    ("request_steps", "support_requests", "request_id"), ("review_names", "reviews", "review_id"),
    ("help_answers", "school_help", "help_id"), ("materials", "gatherings", "gathering_id"),
    ("materials", "lessons", "lesson_id"), ("packs", "pack_pages", "pack_id"),
)  # fmt: skip
"""Tables that go with the record in another one to which their rows belong."""


def forget_program(store: Store, schools: list[str]) -> None:
    """Delete what the demo made, and what is noted of the students of its `schools`; to be called
    while `attendance` still knows them."""
    named = {"schools": schools}
    with store.writing("program") as cursor:
        for table, column in MADE.items():
            cursor.execute(f"DELETE FROM program.{table} WHERE starts_with({column}, 'demo-')")
        for table, column in OF_STUDENT:
            cursor.execute(f"DELETE FROM program.{table} WHERE {column} IN ({STUDENTS})", named)
        cursor.execute(
            f"DELETE FROM program.history WHERE record_id IN ({STUDENTS}) "
            "AND list_contains($kinds::VARCHAR[], kind)",
            named | {"kinds": list(ABOUT_STUDENTS)},
        )
        # Adults and trainings that people added for these schools stay, with their history.
        cursor.execute(
            "DELETE FROM program.history WHERE list_contains($schools::VARCHAR[], school_id) "
            "AND kind NOT IN ('mentor', 'training')",
            named,
        )
        for table in ("traits", "availability"):
            cursor.execute(
                f"DELETE FROM program.{table} WHERE owner = 'student' AND owner_id IN ({STUDENTS})",
                named,
            )
        for table in OF_SCHOOL:
            cursor.execute(
                f"DELETE FROM program.{table} WHERE list_contains($schools::VARCHAR[], school_id)",
                named,
            )
        for table, whole, column in PARTS:
            cursor.execute(
                f"DELETE FROM program.{table} "
                f"WHERE {column} <> '' AND {column} NOT IN (SELECT {column} FROM program.{whole})"
            )
        cursor.execute(
            "DELETE FROM program.history "
            "WHERE kind = 'pack' AND record_id NOT IN (SELECT pack_id FROM program.packs)"
        )


STUDENTS = (
    "SELECT student_id FROM attendance.enrollments "
    "GROUP BY student_id HAVING bool_and(list_contains($schools::VARCHAR[], school_id))"
)
"""Those who were never at a school other than the demo's."""
