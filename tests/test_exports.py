"""What leaves for other programs: numbers as text, and no cell that a spreadsheet would run."""

import io
import zipfile
from decimal import Decimal

import pandas as pd
import pytest

from sm_core.exports import plain_number, safe_csv, safe_xlsx


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("12.500000"), "12.5"), (Decimal("3.000000"), "3"), (Decimal("100"), "100"),
        (Decimal("0.000000"), "0"), (20.0, "20"), (0.25, "0.25"), (None, ""), (float("nan"), ""),
    ],
)  # fmt: skip
def test_days_have_no_trailing_zeros(number, text):
    assert plain_number(number) == text


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("evil", FORMULAS)
def test_a_csv_cell_never_starts_a_formula(evil):
    text = safe_csv(pd.DataFrame({"Student": [evil, "Rosa Delgado"]})).decode("utf-8-sig")
    assert "'" + evil.strip() in text or "'" + evil in text
    assert "\nRosa Delgado" in text


def test_numbers_stay_numbers_in_a_csv():
    assert safe_csv(pd.DataFrame({"n": [-1.5]})).decode("utf-8-sig") == "n\n-1.5\n"


def test_a_workbook_holds_formulas_as_text():
    data = safe_xlsx(pd.DataFrame({"Student": ["=HYPERLINK(1)", "Rosa Delgado"]}), "Students")
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        strings = workbook.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=HYPERLINK(1)" in strings


@pytest.mark.parametrize(("letters", "wraps"), [(50, False), (51, True)])
def test_long_notes_take_lines_on_a_sheet_to_print(letters, wraps):
    table = pd.DataFrame({"Student": ["Rosa Delgado"], "Notes": ["n" * letters]})
    for across in (False, True):
        with zipfile.ZipFile(io.BytesIO(safe_xlsx(table, "Sheet", across))) as workbook:
            styles = workbook.read("xl/styles.xml").decode()
            sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        assert ('wrapText="1"' in styles) == (across and wraps)
        assert ('orientation="landscape"' in sheet) == across
