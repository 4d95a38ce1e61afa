"""The Bring in a roster page through AppTest: what is understood, set aside, asked and saved."""

import pytest
from looking import look, said
from streamlit.testing.v1 import AppTest

from sm_core.roster.template import NAMES, template
from tests.conftest import ROOT
from ui import session

ROSTER = "pages/program/roster.py"
MENTORS = (
    "Name,School,Kind,Interview,Shoe size\nDavid Okafor,LINC,staff,2025-09-03,44\n"
    "Grace Lindqvist,LINC,counselor,,38\nHelen Brandt,NOPE,staff,,40\n"
)


def upload(app, *files):
    app.file_uploader[0].set_value([(name, text.encode(), "text/csv") for name, text in files])
    app.run()
    assert not app.exception
    return app


def labels(app):
    return [button.label for button in app.button]


def press(app, label):
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def mentors():
    with session.store().reading() as cursor:
        return cursor.execute("SELECT count(*) FROM program.mentors").fetchall()[0][0]


def test_it_opens_without_any_data_and_offers_empty_sheets(page_home):
    app = look(ROSTER)
    assert app.title[0].value == "Bring in a roster"
    assert app.subheader[0].value == "Empty sheets to fill in"
    assert not app.error


def test_a_file_is_understood_then_brought_in_once(two_schools):
    app = upload(look(ROSTER), ("m.csv", MENTORS))
    words = said(app)
    assert "**m\\.csv** is a list of mentors: 3 rows." in words
    assert "**2 new mentors; 1 row set aside**" in words
    assert "Shoe size" in words
    [table] = [frame.value for frame in app.dataframe]
    assert table.loc[0, ["Row", "Column", "Value"]].tolist() == [4, "School", "NOPE"]
    assert "Bring in the other 2 rows" in labels(app)
    app = press(app, "Bring in the other 2 rows")
    assert app.success[0].value == "Brought in: 2 new mentors."
    assert mentors() == 2
    assert "Bring in the other 2 rows" not in labels(app)


def test_nothing_is_written_before_the_press(two_schools):
    upload(look(ROSTER), ("m.csv", MENTORS))
    assert mentors() == 0


def test_the_same_file_again_has_nothing_to_bring_in(two_schools):
    app = press(upload(look(ROSTER), ("m.csv", MENTORS)), "Bring in the other 2 rows")
    app = upload(app, ("m.csv", MENTORS))
    assert "nothing to bring in" in app.info[0].value
    assert labels(app) == ["Choose other files"]


def test_the_order_of_dates_is_asked_in_words(two_schools):
    app = upload(look(ROSTER), ("m.csv", MENTORS.replace("2025-09-03", "3/4/2025")))
    assert "Which comes first in dates like 3/4/2025" in app.radio[0].label.replace("\\", "")
    assert "Bring in the other 2 rows" not in labels(app)
    app.radio[0].set_value("dmy")
    app.run()
    assert "Bring in the other 2 rows" in labels(app)
    assert app.radio


def test_a_file_that_cannot_be_used_says_why(two_schools):
    app = upload(look(ROSTER), ("m.csv", "School,Kind\nLINC,staff\n"))
    assert "no column with the names of mentors" in app.error[0].value
    assert labels(app) == ["Choose other files"]


def test_a_coordinator_has_the_door_and_a_principal_has_not(two_schools):
    app = look(ROSTER, who="Coordinator, Lincoln Middle School")
    assert app.title[0].value == "Bring in a roster"
    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    other.query_params["who"] = "Principal, ROOS"
    other.run()
    with pytest.raises(ValueError, match=ROSTER):
        other.switch_page(ROSTER).run()


@pytest.mark.parametrize("layout", NAMES)
def test_the_empty_sheets_name_only_columns_that_are_read(layout):
    from sm_core.roster.columns import recognize

    sheet, how = template(layout).values()
    found = recognize(list(sheet.columns))
    assert (found.layout, found.unread, found.problems) == (layout, [], [])
    assert set(how["Column"]) <= set(sheet.columns)
