"""How our Word papers look: US Letter, real styles, tables with header rows that repeat."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

UNFIT = re.compile("[^\t\n\x20-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, control characters and halves of a character; and what would turn the
letters after it around."""
FONT, ACCENT, SHADE = "Calibri", "1F4E79", "E8EEF4"
TO_FILL = "________________"


def fit(text: object) -> str:
    """Text as a Word file can hold it, whatever was typed or imported."""
    return UNFIT.sub("", str(text))


def paper(title: str, subtitle: str, foot: str, day: date, across: bool = False) -> Document:
    """An empty paper with its title and, on every page, `foot` with the number of the page;
    `across` turns it to the long side."""
    import docx

    document = docx.Document()
    _page(document, across)
    _styles(document)
    _properties(document, title, day)
    document.add_paragraph(fit(title), style="Title")
    document.add_paragraph(fit(subtitle), style="Subtitle")
    _foot(document, foot)
    return document


def _page(document: Document, across: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches

    section = document.sections[0]
    long, short = Inches(11), Inches(8.5)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.left_margin = section.right_margin = Inches(0.8)
    section.top_margin = section.bottom_margin = Inches(0.75)


def _styles(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 10.5, "Title": 22, "Subtitle": 11, "Heading 1": 14, "Heading 2": 11.5,
             "List Bullet": 10.5, "Caption": 9}  # fmt: skip
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        # The template names theme fonts, which would win.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        plain = name in ("Normal", "List Bullet", "Caption", "Subtitle")
        style.font.color.rgb = RGBColor.from_string("000000" if plain else ACCENT)
        style.font.italic, style.font.bold = False, not plain
        style.paragraph_format.space_after = Pt(4)
    for name, before in (("Heading 1", 12), ("Heading 2", 8)):
        document.styles[name].paragraph_format.space_before = Pt(before)
        document.styles[name].paragraph_format.keep_with_next = True


def _properties(document: Document, title: str, day: date) -> None:
    about, when = document.core_properties, datetime.combine(day, time(12))
    about.title, about.author, about.comments = fit(title), "Success Mentors", ""
    about.created, about.modified, about.language = when, when, "en-US"


def _foot(document: Document, words: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Caption"]
    paragraph.add_run(fit(f"{words} · Page "))
    run = paragraph.add_run()
    for tag, kind, text in (("w:fldChar", "begin", ""), ("w:instrText", "", "PAGE"),
                            ("w:fldChar", "end", "")):  # fmt: skip
        run._r.append(_field_part(tag, kind, text))


def _field_part(tag: str, kind: str, text: str):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    part = OxmlElement(tag)
    if kind:
        part.set(qn("w:fldCharType"), kind)
    part.text = text or None
    return part


def heading(document: Document, words: str, level: int = 1) -> None:
    document.add_heading(fit(words), level)


def paragraph(document: Document, words: str, style: str | None = None) -> None:
    document.add_paragraph(fit(words), style=style)


def bullets(document: Document, lines: Iterable[str]) -> None:
    for line in lines:
        paragraph(document, line, "List Bullet")


def table(
    document: Document, header: Sequence[str], rows: Iterable[Sequence[object]],
    widths: Sequence[float],
) -> Table:  # fmt: skip
    """A table with lines; its header row stands on every page, no row breaks over two. `widths` are
    inches. Of a cell's lines each is a paragraph."""
    found = document.add_table(rows=1, cols=len(header))
    found.style = "Table Grid"
    found.autofit = False
    for cell, words in zip(found.rows[0].cells, header, strict=True):
        _fill(cell, words, bold=True)
        _shade(cell)
    _mark(found.rows[0], "w:tblHeader")
    for row in rows:
        for cell, words in zip(found.add_row().cells, row, strict=True):
            _fill(cell, words)
    for row in found.rows:
        _mark(row, "w:cantSplit")
        _widen(row.cells, widths)
    for column, width in zip(found.columns, widths, strict=True):
        _widen([column], [width])
    document.add_paragraph().paragraph_format.space_after = None
    return found


def _widen(parts, widths: Sequence[float]) -> None:
    from docx.shared import Inches

    for part, width in zip(parts, widths, strict=True):
        part.width = Inches(width)


def _fill(cell: _Cell, words: object, bold: bool = False) -> None:
    from docx.shared import Pt

    lines = fit(words).split("\n")
    for n, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(line).bold = bold or None


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row, tag: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def as_bytes(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
