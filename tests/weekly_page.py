"""How tests look at the weekly review: who looks, and the words on it."""

from tests.looking import look, said

WEEKLY, SHEET = "pages/meetings/weekly.py", "pages/meetings/sheet.py"
CAPTAIN = "District captain"
LINCOLN = "Coordinator, Lincoln Middle School"
PRINCIPAL = "Principal, Lincoln Middle School"
ROOSEVELT = "Coordinator, Roosevelt Elementary"
MENTOR = "A mentor"


def page(who=LINCOLN, path=WEEKLY, **address):
    return look(path, who=who, **address)


def text(app):
    return said(app).replace("\\", "")


def labels(app):
    return [each.label for each in app.button]
