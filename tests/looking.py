"""How tests look at a page: the app on it, and everything it says."""

from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

DISTRICT = "pages/attendance/district.py"
STUDENTS = "pages/attendance/students.py"
STUDENT = "pages/attendance/student.py"
QUALITY = "pages/attendance/quality.py"
UPLOADS = "pages/attendance/uploads.py"
REGISTRAR = "pages/attendance/registrar.py"
DECISIONS = "pages/attendance/decisions.py"
TRAININGS = "pages/program/trainings.py"
BRINGING = "pages/program/bringing.py"
TEAM = "pages/program/team.py"
KNOWN = "pages/program/known_adults.py"
LETTERS = "pages/program/letters.py"
CONTACTS_IN = "pages/program/contacts_paste.py"


def look(page=STUDENTS, **address):
    """The app on one page, opened with this address; None is the landing page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params.update(address)
    if page in (KNOWN, CONTACTS_IN):
        # Its address is not the name of its file; a first run tells the app which one it is.
        app.run()
    if page:
        app.switch_page(page)
    app.run()
    assert not app.exception
    return app


def said(app):
    """Every sentence on the page, in one text."""
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.subheader)
    return "\n".join(element.value for kind in kinds for element in kind)
