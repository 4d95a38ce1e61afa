"""What an upload replaces, and what is left when it is taken back."""

import json
import shutil
from datetime import date, timedelta

import pytest
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    contents,
    counts,
    enrollment,
    events,
    mapping,
    register,
    totals,
)

from sm_core import ledger
from sm_core.actor import local_captain
from sm_core.errors import SmError
from sm_core.importing import profiles
from sm_core.importing.run import Call, import_files
from sm_core.uploads import list_uploads, open_district, undo
from tests.conftest import NOW

CAPTAIN = local_captain()
WEEKS = [DAYS[n : n + 5] for n in range(0, 40, 5)]
BASE = {
    "calendar.csv": calendar(DAYS),
    "enrollment.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])),
}


def covering(first, last):
    return f'covers = ["{first}", "{last}"]\n'


# --- registers


def test_a_register_replaces_its_school_between_its_first_and_last_day(store, given):
    said = {(ROSA, day): "U" for day in DAYS[3:8]}
    bring(store, given, {"a.csv": register(DAYS[:10], marks=said)})

    bring(store, given, {"b.csv": register(WEEKS[1], marks={(MARCUS, DAYS[9]): "E"})})

    assert counts(store, DAYS[9]) == {ROSA: (10, 2), MARCUS: (10, 1)}


def test_a_register_leaves_other_schools_alone(store, given):
    bring(store, given, {"r.csv": register(WEEKS[0], [AMINA], {(AMINA, DAYS[1]): "U"}, ROOS)})

    bring(store, given, {"l.csv": register(WEEKS[0], marks={(ROSA, DAYS[2]): "U"})})

    assert counts(store, DAYS[4]) == {ROSA: (5, 1), MARCUS: (5, 0), AMINA: (5, 1)}


def test_a_student_missing_from_the_new_register_loses_the_days_it_covers(store, given):
    bring(store, given, {"a.csv": register(DAYS[:10], marks={(MARCUS, DAYS[6]): "U"})})

    bring(store, given, {"b.csv": register(WEEKS[1], [ROSA])})

    assert counts(store, DAYS[9]) == {ROSA: (10, 0), MARCUS: (5, 0)}


def test_a_weekly_register_extends_the_stretches(store, given):
    for number, week in enumerate(WEEKS):
        said = {(ROSA, week[0]): "U"}
        bring(store, given, {f"week{number}.csv": register(week, marks=said)})

    assert counts(store, DAYS[-1]) == {ROSA: (40, 8), MARCUS: (40, 0)}
    assert stretches(store) == [(ROSA, DAYS[0], DAYS[-1]), (MARCUS, DAYS[0], DAYS[-1])]


def test_weeks_in_any_order_make_the_year(store, given):
    for number in (3, 0, 2, 1):
        bring(store, given, {f"week{number}.csv": register(WEEKS[number])})

    assert stretches(store) == [(ROSA, DAYS[0], DAYS[19]), (MARCUS, DAYS[0], DAYS[19])]


def test_a_week_without_a_student_ends_the_stretch(store, given):
    for number, students in enumerate([[ROSA, MARCUS], [ROSA], [ROSA, MARCUS]]):
        bring(store, given, {f"week{number}.csv": register(WEEKS[number], students)})

    assert stretches(store) == [
        (ROSA, DAYS[0], DAYS[14]),
        (MARCUS, DAYS[0], DAYS[4]),
        (MARCUS, DAYS[10], DAYS[14]),
    ]


def stretches(store):
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT student_id, first_day, last_day FROM attendance.enrollments ORDER BY ALL"
        ).fetchall()


def test_a_slip_in_one_year_does_not_replace_months(store, given):
    """January 2025 typed for January 2026 must not wipe out what is known in between."""
    spring = [date(2025, 1, 14) + timedelta(days=n) for n in range(3)]
    bring(store, given, {"spring.csv": register(spring, marks={(ROSA, spring[2]): "U"})})
    week = [date(2026, 1, 12) + timedelta(days=n) for n in range(5)]
    slipped = register(week).replace(f"{MARCUS},LINC,6,2026-01-15", f"{MARCUS},LINC,6,2025-01-15")

    [report] = bring(store, given, {"week.csv": slipped})

    assert report.rejected == {"outside_school_year": 1}
    assert counts(store, spring[2]) == {ROSA: (3, 1), MARCUS: (3, 0)}


def test_a_register_across_july_1_fills_both_years(store, given):
    days = [date(2025, 6, 27), date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)]

    bring(
        store, given, {"r.csv": register(days, marks={(ROSA, days[1]): "U", (ROSA, days[2]): "U"})}
    )

    assert counts(store, days[1]) == {ROSA: (2, 1), MARCUS: (2, 0)}
    assert counts(store, days[3]) == {ROSA: (2, 1), MARCUS: (2, 0)}


def test_a_register_across_july_1_replaces_a_school_silent_in_one_year(store, given):
    june, july = [date(2025, 6, 26), date(2025, 6, 27)], [date(2025, 7, 1), date(2025, 7, 2)]
    bring(store, given, {"old.csv": register(july, [AMINA], {(AMINA, july[0]): "U"}, ROOS)})
    both = register(june + july) + register(june, [AMINA], school=ROOS).split("\n", 1)[1]

    bring(store, given, {"new.csv": both})

    assert AMINA not in counts(store, july[1])
    assert counts(store, june[1])[AMINA] == (2, 0)


# --- events


def test_events_without_covers_add_and_change_and_remove_nothing(store, given):
    bring(store, given, BASE)
    bring(store, given, {"a.csv": events((ROSA, DAYS[1], "U"), (ROSA, DAYS[2], "U"))})

    [report] = bring(store, given, {"b.csv": events((ROSA, DAYS[2], "H"), (MARCUS, DAYS[3], "E"))})

    assert counts(store, DAYS[4], day_rule="fractional") == {ROSA: (4, 1.5), MARCUS: (4, 1)}
    assert report.changes == {"added": 1, "changed": 1, "removed": 0}
    assert "removes none" in report.notes[0]


def test_events_with_covers_remove_what_the_file_no_longer_has(store, given):
    bring(store, given, BASE)
    bring(store, given, {"a.csv": events((ROSA, DAYS[1], "U"), (ROSA, DAYS[7], "U"))})

    [report] = bring(
        store,
        given,
        {"b.csv": events((MARCUS, DAYS[3], "E"))},
        covering(DAYS[0], DAYS[4]),
    )

    assert counts(store, DAYS[9]) == {ROSA: (8, 1), MARCUS: (8, 1)}
    assert report.changes == {"added": 1, "changed": 0, "removed": 1}
    assert report.notes == []


def test_covers_say_how_far_data_reach(store, given):
    bring(store, given, BASE)

    bring(store, given, {"a.csv": events((ROSA, DAYS[1], "U"))}, covering(DAYS[0], DAYS[9]))

    assert counts(store, DAYS[20]) == {ROSA: (10, 1), MARCUS: (10, 0)}


def test_a_row_outside_the_declared_period_is_kept_but_does_not_reach(store, given):
    bring(store, given, BASE)

    text = events((ROSA, DAYS[1], "U"), (ROSA, DAYS[20], "U"))
    [report] = bring(store, given, {"a.csv": text}, covering(DAYS[0], DAYS[9]))

    assert report.rejected == {}
    assert counts(store, DAYS[30]) == {ROSA: (10, 1), MARCUS: (10, 0)}


def test_a_school_without_a_row_in_a_district_file_reports_late(store, given):
    """Nobody says that it had no absences: its data do not reach further."""
    for school in (LINC, ROOS):
        student = ROSA if school == LINC else AMINA
        bring(store, given, {
            f"c{school}.csv": calendar(DAYS, school),
            f"e{school}.csv": enrollment((student, DAYS[0]), school=school),
            f"a{school}.csv": events((student, DAYS[1], "U"), school=school),
        }, covering(DAYS[0], DAYS[4]))  # fmt: skip

    bring(store, given, {"b.csv": events((ROSA, DAYS[7], "U"))}, covering(DAYS[5], DAYS[9]))

    assert counts(store, DAYS[9]) == {ROSA: (10, 2), AMINA: (5, 1)}


# --- what is judged again


def test_enrollment_after_the_events_judges_them_again(store, given):
    bring(store, given, BASE)
    text = events((ROSA, DAYS[1], "U"), (ROSA, DAYS[8], "U"), (AMINA, DAYS[2], "U"))
    [report] = bring(store, given, {"a.csv": text})
    assert report.rejected == {"outside_enrollment": 1}

    wider = enrollment((ROSA, DAYS[0], DAYS[4]), (AMINA, DAYS[0]))
    bring(store, given, {"enrollment.csv": wider}, 'exit_date = "inclusive"\n')

    assert counts(store, DAYS[8]) == {ROSA: (5, 1), AMINA: (9, 1)}


def test_a_calendar_after_the_events_judges_them_again(store, given):
    bring(store, given, BASE)
    bring(store, given, {"a.csv": events((ROSA, DAYS[1], "U"), (MARCUS, DAYS[5], "U"))})

    bring(store, given, {"calendar.csv": calendar([day for day in DAYS if day != DAYS[1]])})
    assert counts(store, DAYS[5]) == {ROSA: (5, 0), MARCUS: (5, 1)}

    bring(store, given, {"calendar.csv": calendar(DAYS)})
    assert counts(store, DAYS[5]) == {ROSA: (6, 1), MARCUS: (6, 1)}


def test_a_day_told_by_events_is_not_also_unrecorded(store, given):
    """The register lacks Marcus on the fourth day, a list of absences has him."""
    bring(store, given, {"r.csv": register(DAYS[:5], marks={(MARCUS, DAYS[3]): None})})
    bring(
        store,
        given,
        {"x.csv": events((ROSA, DAYS[1], "U"), (MARCUS, DAYS[3], "U"))},
        'layout = "events"\n',
    )

    bring(store, given, {"e.csv": BASE["enrollment.csv"]})

    assert counts(store, DAYS[4]) == {ROSA: (5, 1), MARCUS: (5, 1)}


# --- the same again


@pytest.mark.parametrize("files", [
    {"r.csv": register(WEEKS[0], marks={(ROSA, DAYS[1]): "U"})},
    {**BASE, "x.csv": events((ROSA, DAYS[1], "U"))},
    {"t.csv": totals((ROSA, 20, 2, DAYS[19]))},
])  # fmt: skip
def test_the_same_file_twice_changes_nothing(store, given, files):
    first = bring(store, given, files)
    before, versions = contents(store), store.version("attendance")

    again = bring(store, given, files)

    assert contents(store) == before
    assert store.version("attendance") == versions
    assert [report.unchanged for report in again] == [True] * len(files)
    assert [r.upload_id for r in again] == [r.upload_id for r in first]
    assert [r.rejected for r in again] == [r.rejected for r in first]
    assert len(list_uploads(store, CAPTAIN)) == len(files)


def test_a_file_counts_again_after_another_spoke_in_between(store, given):
    first = {"a.csv": register(WEEKS[0], marks={(ROSA, DAYS[1]): "U"})}
    bring(store, given, first)
    bring(store, given, {"b.csv": register(WEEKS[0])})

    bring(store, given, first)

    assert counts(store, DAYS[4])[ROSA] == (5, 1)


def test_two_files_of_one_name_in_one_call(cli, tmp_path, given):
    codes = given("codes.toml", '[codes]\nP = "present"\n')
    paths = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(folder / "week.csv")
        paths[-1].write_text(register(WEEKS[number]))

    first, second = cli.reports(*paths, "--mapping", codes)

    assert [first["upload_id"][:5], second["upload_id"][:5]] == ["00001", "00002"]


# --- taking back


def test_an_undo_brings_back_what_the_upload_replaced(store, given):
    bring(store, given, {"a.csv": register(DAYS[:10], marks={(ROSA, DAYS[6]): "U"})})
    before = contents(store)
    [second] = bring(store, given, {"b.csv": register(WEEKS[1], [MARCUS])})

    undone = undo(store, CAPTAIN, second.upload_id, NOW)

    assert contents(store) == before
    assert undone.file == "b.csv"
    listed = {upload.upload_id: upload.undone for upload in list_uploads(store, CAPTAIN)}
    assert list(listed.values()) == [None, "2026-01-30T08:00:00 this computer"]


def test_an_unknown_upload_and_one_taken_back_twice(store, given):
    [report] = bring(store, given, {"a.csv": register(WEEKS[0])})
    undo(store, CAPTAIN, report.upload_id, NOW)

    with pytest.raises(SmError, match="was already taken back"):
        undo(store, CAPTAIN, report.upload_id, NOW)
    with pytest.raises(SmError, match="There is no upload 00009-abcdef"):
        undo(store, CAPTAIN, "00009-abcdef", NOW)


def test_an_id_is_never_given_twice(store, given):
    [first] = bring(store, given, {"a.csv": register(WEEKS[0])})
    undo(store, CAPTAIN, first.upload_id, NOW)

    [second] = bring(store, given, {"a.csv": register(WEEKS[0])})

    assert second.upload_id[:5] == "00002"


# --- crashes


def test_an_upload_in_the_ledger_but_not_in_the_tables_is_caught_up(store, given, home, tmp_path):
    bring(store, given, {"a.csv": register(WEEKS[0])})
    store.close()
    shutil.copy(home / "attendance.duckdb", tmp_path / "before.duckdb")
    store = open_district(home)
    bring(store, given, {"b.csv": register(WEEKS[1], marks={(ROSA, DAYS[6]): "U"})})
    wanted = contents(store)
    store.close()
    shutil.copy(tmp_path / "before.duckdb", home / "attendance.duckdb")

    store = open_district(home)

    assert contents(store) == wanted
    store.close()


def test_an_undo_cut_off_after_its_marker_is_completed(store, given, home):
    bring(store, given, {"a.csv": register(WEEKS[0])})
    before = contents(store)
    [second] = bring(store, given, {"b.csv": register(WEEKS[1])})
    ledger.mark_undone(store.uploads, second.upload_id, "Owen", NOW)
    store.close()

    store = open_district(home)

    assert contents(store) == before
    store.close()


def test_leftovers_of_a_crash_are_swept(store, home):
    store.close()
    (home / "uploads" / "00007-abcdef.parquet").write_bytes(b"PAR1")
    (home / "uploads" / "00007.draft").write_text("{")
    (home / "incoming-x1y2").mkdir()
    (home / "incoming-x1y2" / "register.csv.parquet").write_bytes(b"PAR1")

    open_district(home).close()

    assert list((home / "uploads").iterdir()) == []
    assert not (home / "incoming-x1y2").exists()


def test_what_a_crash_cut_off_in_program_is_completed(store, given, home):
    bring(store, given, {"a.csv": register(WEEKS[0])})
    with store.writing("program") as cursor:
        cursor.execute("DELETE FROM program.audit")
        cursor.execute("DELETE FROM program.mapping_profiles")
    store.close()

    store = open_district(home)

    with store.reading() as cursor:
        acts = cursor.execute("SELECT person, act, subject FROM program.audit").fetchall()
        profiles = cursor.execute("SELECT count(*) FROM program.mapping_profiles").fetchall()
    assert [(person, act) for person, act, _ in acts] == [("this computer", "import")]
    assert profiles == [(1,)]
    store.close()


def test_an_undo_cut_off_before_it_forgot_what_was_decided_is_completed(store, given, home):
    [report] = bring(store, given, {"a.csv": register(WEEKS[0])})
    ledger.mark_undone(store.uploads, report.upload_id, "Owen", NOW)
    store.close()

    store = open_district(home)

    assert profiles.remembered(store, ["Student ID", "School ID", "Grade", "Date", "Code"]) is None
    with store.reading() as cursor:
        acts = cursor.execute("SELECT person, act FROM program.audit ORDER BY 2").fetchall()
    assert acts == [("this computer", "import"), ("Owen", "undo")]
    store.close()


def test_an_import_is_in_the_audit_only_when_its_decisions_are_remembered(
    store, given, home, monkeypatch
):
    """The line in the audit says that nothing is left to complete."""

    def stop(*arguments):
        raise Stopped

    monkeypatch.setattr(profiles, "remember", stop)
    with pytest.raises(Stopped):
        bring(store, given, {"a.csv": register(WEEKS[0])})
    monkeypatch.undo()
    with store.reading() as cursor:
        assert cursor.execute("SELECT count(*) FROM program.audit").fetchall() == [(0,)]


class Stopped(BaseException):
    """How Streamlit stops a rerun: not an `Exception`."""


@pytest.mark.parametrize("step", ["Reading b.csv", "Checking b.csv", "Saving"])
def test_a_stopped_import_leaves_nothing(store, given, home, step):
    bring(store, given, {"a.csv": register(WEEKS[0])})
    before, files = contents(store), sorted(path.name for path in home.rglob("*"))

    def stop(words, share):
        assert 0 <= share <= 1
        if words.startswith(step):
            raise Stopped

    call = Call(CAPTAIN, NOW, mapping(), progress=stop)
    with pytest.raises(Stopped):
        import_files(store, call, [given("b.csv", register(WEEKS[1]))])

    assert contents(store) == before
    assert sorted(path.name for path in home.rglob("*")) == files
    bring(store, given, {"b.csv": register(WEEKS[1])})
    assert counts(store, DAYS[9])[ROSA] == (10, 0)


def test_a_dry_run_leaves_nothing(store, given, home):
    before, version = contents(store), store.version("attendance")

    [report] = bring(store, given, {"a.csv": register(WEEKS[0])}, keep=False)

    assert report.rows_kept == 10
    assert report.changes["added"] == 0
    assert (contents(store), store.version("attendance")) == (before, version)
    assert list(store.uploads.iterdir()) == []


def test_the_ledger_keeps_only_what_is_used(store, given):
    text = register(WEEKS[0]).replace("Code\n", "Code,Home Phone\n").replace("P\n", "P,555-0100\n")

    bring(store, given, {"a.csv": text})

    [parquet] = store.uploads.glob("*.parquet")
    [manifest] = store.uploads.glob("*.json")
    assert b"555-0100" not in parquet.read_bytes()
    [entry] = json.loads(manifest.read_text())["uploads"]
    assert (entry["file"], entry["who"], entry["rows_read"]) == ("a.csv", "this computer", 10)
    assert (entry["first_day"], entry["last_day"]) == ("2025-08-25", "2025-08-29")
    assert entry["schools"] == [LINC]


def test_owen_is_unknown_until_a_file_names_him(store, given):
    bring(store, given, {"a.csv": register(WEEKS[0])})

    assert OWEN not in counts(store, DAYS[4])
