"""The Data quality page through AppTest: full, empty, each role, other dates, one school."""

import shutil

import pytest
from invented import DAYS, LINC, ROOS, SCHOOL_NAMES, bring, register, table
from looking import QUALITY, look
from test_quality import MANY, both, troubles

from sm_core.uploads import open_district

SCHOOLS = table("School ID,School Name", SCHOOL_NAMES.items())
SEP_19 = str(DAYS[19])


@pytest.fixture
def filled_by(tmp_path, monkeypatch):
    """Fills the home that the page opens with the given files."""
    home = tmp_path / "home"
    monkeypatch.setenv("SM_HOME", str(home))

    def fill(files):
        store = open_district(home)
        bring(store, lambda name, text: _written(tmp_path / name, text), files)
        store.close()

    return fill


def _written(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def troubled_home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("troubled")
    store = open_district(folder / "home")
    files = troubles() | {"schools.csv": SCHOOLS}
    bring(store, lambda name, text: _written(folder / name, text), files)
    store.close()
    return folder / "home"


@pytest.fixture
def troubled(troubled_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(troubled_home, home)
    monkeypatch.setenv("SM_HOME", str(home))
    return home


def sections(app):
    """{title: what it found} of the expanders."""
    pairs = (box.label.replace("**", "").split(": ") for box in app.expander)
    return dict(pairs)


def section(app, title):
    return next(box for box in app.expander if title in box.label)


def test_the_headline_then_the_overview_then_each_list(troubled):
    app = look(QUALITY, as_of=SEP_19)

    assert app.title[0].value == "Data quality"
    assert app.subheader[0].value == "7 things to look at in 2 schools, through Sep 19, 2025"
    overview = app.table[0].value
    found = {
        "Schools that report late": "None",
        "School days without data": "2 days",
        "Days of students not enrolled": "2 days of 2 students",
        "Attendance on days without school": "2 days",
        "Students without an enrollment": "1 student",
        "Absences nobody has verified": "128 days of 10 students",
        "Students at two schools on one day": "14 days of 1 student",
        "Days far from the usual": "2 days",
    }
    assert sections(app) == found
    assert list(overview["Found"]) == [
        ("" if words == "None" else "⚠ ") + words for words in found.values()
    ]


def test_each_section_says_what_to_do_and_lists_its_rows(troubled):
    app = look(QUALITY, as_of=SEP_19)

    box = section(app, "two schools")
    assert any("What to do:" in text.value for text in box.markdown)
    assert box.dataframe[0].value["Student"].tolist() == ["Ann 0000"]
    assert box.dataframe[0].value["Counted twice"].tolist() == [14]
    assert "Rows 1 to 1 of 1" in [caption.value for caption in box.caption]
    box = section(app, "without data")
    assert set(box.dataframe[0].value["School"]) == set(SCHOOL_NAMES.values())


def test_a_check_without_findings_says_none_and_the_schools_on_time_are_listed(troubled):
    app = look(QUALITY, as_of=SEP_19)
    box = section(app, "report late")
    assert set(box.dataframe[0].value["State"]) == {"on time"}
    assert not any("What to do" in text.value for text in box.markdown)

    app = look(QUALITY, as_of=str(DAYS[9]))
    box = section(app, "Days far from the usual")
    assert "None" in box.caption[0].value
    assert not box.dataframe


@pytest.mark.parametrize("role", ["Coordinator", "Principal"])
def test_a_school_role_sees_its_own_school(troubled, role):
    app = look(QUALITY, who=f"{role}, {SCHOOL_NAMES[ROOS]}", as_of=SEP_19)

    assert app.subheader[0].value == "6 things to look at, through Sep 12, 2025"
    assert sections(app)["Absences nobody has verified"] == "64 days of 5 students"
    ids = set(section(app, "verified").dataframe[0].value["Id"])
    assert ids == set(MANY[40:45])
    assert "Students without an enrollment" not in sections(app)


def test_the_school_of_the_frame_narrows_every_check(troubled):
    app = look(QUALITY, school=SCHOOL_NAMES[LINC], as_of=SEP_19)

    assert app.subheader[0].value == "6 things to look at, through Sep 19, 2025"
    assert sections(app)["Absences nobody has verified"] == "64 days of 5 students"
    assert "School" not in section(app, "verified").dataframe[0].value


def test_before_the_first_day_nothing_can_be_checked(troubled):
    app = look(QUALITY, as_of="2025-08-01")

    assert app.subheader[0].value == "No school has data in 2025-26 by Aug 1, 2025"
    assert set(sections(app).values()) == {"None"}


def test_without_any_attendance_the_page_says_what_to_do(filled_by):
    filled_by({})

    app = look(QUALITY)

    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.expander


def test_one_clean_school(filled_by):
    filled_by({"r.csv": register(DAYS[:15])})

    app = look(QUALITY)

    assert app.subheader[0].value == "Nothing to look at through Sep 12, 2025"
    assert app.expander[0].label.endswith("None")


def test_a_long_list_has_pages_of_fifty(filled_by):
    marks = {(student, DAYS[0]): "V" for student in MANY}
    filled_by({"r.csv": register(DAYS[:5], MANY, marks)})

    app = look(QUALITY)
    first = set(section(app, "verified").dataframe[0].value["Id"])
    app.session_state["quality_unverified"] = 2
    app.run()
    box = section(app, "verified")

    assert "Rows 51 to 100 of 100" in [caption.value for caption in box.caption]
    assert len(first) == 50
    assert not first & set(box.dataframe[0].value["Id"])


def test_the_names_of_schools_are_no_formatting(filled_by):
    marks = {(student, DAYS[0]): "V" for student in MANY[:2]}
    names = table("School ID,School Name", [(LINC, "*Star* [School]"), (ROOS, "Roosevelt")])
    filled_by({
        "r.csv": both(register(DAYS[:5], MANY[:1], marks),
                      register(DAYS[:5], MANY[1:2], marks, ROOS)),
        "schools.csv": names,
    })  # fmt: skip

    app = look(QUALITY)

    said = [caption.value for caption in section(app, "verified").caption]
    assert r"Rows by school: \*Star\* \[School\] 1 · Roosevelt 1" in said
