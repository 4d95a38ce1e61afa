"""Tables as files for other programs; a spreadsheet never runs what a cell says."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 50
"""Letters in a column of a sheet that is printed."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_number(number: Decimal | float | None) -> str:
    """A number of days as text: "12.5", and "3" without trailing zeros; "" for none."""
    if number is None or number != number:
        return ""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def standing_csv(frame: pd.DataFrame) -> str:
    """The result of `standing` as CSV for scripts: rates with six decimals, days without trailing
    zeros, true/false, ISO dates, empty where nothing is known."""
    out = frame.copy()
    for column in ("days_enrolled", "days_absent"):
        out[column] = out[column].map(plain_number)
    for column in ("enrolled", "few_days"):
        out[column] = out[column].map({True: "true", False: "false"})
    out["data_through"] = out["data_through"].astype("string").str[:10]
    return out.to_csv(index=False, float_format="%.6f", lineterminator="\n")


def match_csv(table: pd.DataFrame) -> str:
    """The result of `match_table` as CSV for scripts, empty where there is nothing."""
    return table.to_csv(index=False, lineterminator="\n")


def safe_csv(frame: pd.DataFrame) -> bytes:
    """CSV for a spreadsheet (UTF-8 with BOM): text that would start a formula gets a leading '."""
    return frame.map(_defused).to_csv(index=False).encode("utf-8-sig")


def _defused(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def safe_xlsx(frame: pd.DataFrame, sheet: str, across: bool = False) -> bytes:
    """An Excel workbook of one sheet, in which text stays text. `across` prints it on the long side
    of the paper, one page wide, with lines to write on."""
    return safe_workbook({sheet: frame}, across)


def safe_workbook(sheets: dict[str, pd.DataFrame], across: bool = False) -> bytes:
    """An Excel workbook of these sheets, in which text stays text; `across` as in `safe_xlsx`."""
    import pandas as pd

    buffer = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as writer:
        for sheet, frame in sheets.items():
            frame.to_excel(writer, sheet_name=sheet[:31], index=False)
            writer.sheets[sheet[:31]].freeze_panes(1, 0)
            writer.sheets[sheet[:31]].autofit()
            if across:
                _print_across(writer.sheets[sheet[:31]])
                _wrap(writer, writer.sheets[sheet[:31]], frame)
    return buffer.getvalue()


def _wrap(writer: pd.ExcelWriter, sheet, frame: pd.DataFrame) -> None:
    """Long notes take lines, or all else would be printed too small to read."""
    wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
    for place, name in enumerate(frame.columns):
        longest = max((len(str(value)) for value in frame[name]), default=0)
        if longest > WIDEST:
            sheet.set_column(place, place, WIDEST, wrapped)


def _print_across(sheet) -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(0)
