"""Whatever a file holds, its rows are kept or rejected, each once and for a named reason."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generate
from hypothesis import strategies as st
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    ROOS,
    ROSA,
    calendar,
    enrollment,
    mapping,
    register,
    table,
)

from sm_core.actor import local_captain
from sm_core.errors import SmError
from sm_core.importing.report import REASONS
from sm_core.importing.run import Call, ImportRefused, import_files
from sm_core.uploads import open_district
from tests.conftest import NOW

HEADERS = {
    "register": "Student ID,School ID,Grade,Date,Code,Portion",
    "events": "Student ID,School ID,Grade,Date,Code,Portion",
    "enrollment": "Student ID,School ID,Grade,Entry Date,Exit Date",
    "calendar": "School ID,Date,Day Type",
    "student_totals": "Student ID,School ID,Days Enrolled,Days Present,Days Absent,As Of",
    "students": "Student ID,First Name,Last Name,Grade",
    "schools": "School ID,School Name",
}
CELLS = {
    "Student ID": [ROSA, MARCUS, AMINA, f'="{ROSA}"', f"'{MARCUS}", "Total", "*", "Page 1 of 2"],
    "School ID": [LINC, LINC, ROOS, "Grand total", "OAK"],
    "School Name": ["Lincoln Middle School", "Roosevelt Elementary"],
    "Grade": ["6", "K", "-1"],
    "Date": [*map(str, DAYS[:6]), *map(str, DAYS[:6]), "2025-08-30", "0/0/0", "1813-09-05", "soon",
             "2025-13-45", "2026-07-04", "9999-12-31"],
    "Code": ["P", "P", "U", "E", "T", "X", "N", "H", ""],
    "Portion": ["", "", "0.5", "1", "0", "2", "-1", "half", "NaN", "1e-9", "Infinity"],
    "Day Type": ["Instructional day", "Holiday", "yes"],
    "Days Enrolled": ["90", "1,000", "ninety", "-1", "0", "1e9"],
    "First Name": ["Rosa", "Zoë", "x" * 300],
    "Last Name": ["Delgado", "O'Brien"],
}  # fmt: skip
CELLS |= {
    "Entry Date": CELLS["Date"], "Exit Date": CELLS["Date"], "As Of": CELLS["Date"],
    "Days Present": CELLS["Days Enrolled"], "Days Absent": ["9", "9.5", "91", "x", "-0"],
}  # fmt: skip
DECISIONS = """
exit_date = "exclusive"
date_order = "mdy"
"""
quick = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def lines_of(layout):
    """Lines as they should be, and lines cut short, overlong, blank, doubled."""
    columns = [CELLS[name] for name in HEADERS[layout].split(",")]
    cells = st.tuples(*(st.sampled_from(["", *column, *column]) for column in columns))
    good = cells.map(",".join)
    broken = st.one_of(
        st.just(""),
        st.just("," * (len(columns) - 1)),
        st.just("Report run on 01/30/2026"),
        st.tuples(good, st.sampled_from([",", ",,", ",late", " , "])).map("".join),
        st.tuples(cells, st.integers(0, len(columns))).map(lambda cut: ",".join(cut[0][: cut[1]])),
    )
    return st.lists(st.one_of(good, good, good, broken), min_size=1, max_size=12).flatmap(
        lambda lines: st.lists(st.sampled_from(lines), max_size=3).map(lambda more: lines + more)
    )


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A store with two schools in it, and the folder in which files may be written."""
    folder = tmp_path_factory.mktemp("district")
    store = open_district(folder / "home")
    base = {
        "base_calendar.csv": calendar(DAYS[:5]),
        "base_enrollment.csv": enrollment((ROSA, DAYS[1]), (MARCUS, DAYS[0])),
        "base_register.csv": register(DAYS[:5], [AMINA], school=ROOS),
    }
    paths = [folder / name for name in base]
    for path in paths:
        path.write_text(base[path.name])
    import_files(store, call(), paths)
    yield store, folder
    store.close()


def call(layout=None):
    text = DECISIONS + (f'layout = "{layout}"\n' if layout else "")
    return Call(local_captain(), NOW, mapping(text))


def report_on(district, layout, content, keep=False):
    """What an import says about a file of this content, whether it refuses it or not."""
    store, folder = district
    path = folder / f"{layout}.csv"
    path.write_bytes(content)
    try:
        [report] = import_files(store, call(layout), [path], keep=keep)
    except ImportRefused as refused:
        [report] = refused.reports
        assert report.problems or report.questions
        assert report.rows_kept == 0
    return report


def assert_adds_up(report, lines):
    assert report.rows_read == lines
    assert report.rows_read == report.rows_kept + sum(report.rejected.values())
    assert all(count > 0 for count in report.rejected.values())
    assert report.rows_kept >= 0
    assert report.rejected.keys() <= REASONS.keys()


@pytest.mark.parametrize("layout", HEADERS)
@generate(data=st.data())
@quick
def test_every_line_is_kept_or_rejected_once(district, layout, data):
    lines = data.draw(lines_of(layout))
    ending = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    last = data.draw(st.sampled_from(["", ending]))
    content = ending.join([HEADERS[layout], *lines]) + last

    report = report_on(district, layout, content.encode())

    # A last line that is blank and not ended is no line.
    assert_adds_up(report, len(lines) - (lines[-1] == "" and last == ""))
    if report.rejected and not report.problems + report.questions:
        listed = report.rejects["reason"].value_counts().to_dict()
        assert listed == report.rejected


@generate(content=st.text(max_size=300), header=st.sampled_from([*HEADERS.values(), ""]))
@quick
def test_any_text_below_a_header_is_refused_or_adds_up(district, content, header):
    report = report_on(district, "events", f"{header}\n{content}".encode())

    assert report.rows_read == report.rows_kept + sum(report.rejected.values())


@generate(content=st.binary(max_size=300), header=st.sampled_from([*HEADERS.values(), ""]))
@quick
def test_any_bytes_are_refused_or_add_up(district, content, header):
    report = report_on(district, "students", header.encode() + b"\n" + content)

    assert report.rows_read == report.rows_kept + sum(report.rejected.values())


@generate(headers=st.lists(st.text(alphabet="aeiou dst_", max_size=8), min_size=1, max_size=5))
@quick
def test_any_header_is_refused_or_understood(district, headers):
    store, folder = district
    path = folder / "any.csv"
    path.write_text(table(",".join(headers), [["1"] * len(headers)]))

    try:
        import_files(store, call(), [path], keep=False)
        said = []
    except SmError as refused:
        said = refused.sentences

    assert [sentence for sentence in said if "any.csv" not in sentence] == []


def test_every_reason_is_named_in_words():
    assert all(words and words[0].islower() for words in REASONS.values())
