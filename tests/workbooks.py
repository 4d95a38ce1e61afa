"""Workbooks and zip files as school systems and people make them, written when a test runs."""

import csv
import io
import zipfile
from datetime import date, datetime

import xlsxwriter
import xlwt

HIDDEN = "hidden"
"""The end of the name of a sheet that is to be hidden."""


def xlsx(sheets: dict[str, list], **options) -> bytes:
    """An .xlsx workbook of {sheet name: rows}; text stays text, dates get a date format."""
    buffer = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, plain | {"in_memory": True} | options) as book:
        formats = {
            date: book.add_format({"num_format": "mm/dd/yyyy"}),
            datetime: book.add_format({"num_format": "mm/dd/yyyy hh:mm"}),
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell, formats.get(type(cell)))
            if name.endswith(HIDDEN):
                sheet.hide()
    return buffer.getvalue()


def xls(sheets: dict[str, list]) -> bytes:
    """An old .xls workbook of {sheet name: rows}."""
    buffer, book = io.BytesIO(), xlwt.Workbook()
    formats = {date: xlwt.easyxf(num_format_str="MM/DD/YYYY")}
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name.endswith(HIDDEN))
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, formats.get(type(cell), xlwt.Style.default_style))
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: list) -> bytes:
    """An OpenDocument workbook with one sheet of text."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "manifest")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Data">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}/>",
    })  # fmt: skip


def rows_of(text: str) -> list[list[str]]:
    """The rows of a CSV file, for a workbook that says the same."""
    return list(csv.reader(io.StringIO(text)))


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of {path inside: content}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zeros(megabytes: int, name: str = "zeros.csv") -> bytes:
    """A zip file that unpacks to about a thousand times its size."""
    buffer, million = io.BytesIO(), bytes(1_000_000)
    archive = zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open(name, "w") as member:
        for _ in range(megabytes):
            member.write(million)
    return buffer.getvalue()
