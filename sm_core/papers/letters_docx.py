"""Letters as a Word document that staff can edit: real headings, bullets and page breaks.

The paragraphs are made as XML: through python-docx's own calls, which look for the end of the text
anew for every paragraph, 600 letters take ten times as long.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sm_core.papers.languages import ENGLISH, UNKNOWN, Language, language_of
from sm_core.papers.letters import Letter
from sm_core.papers.template import BULLET, HEADING, PAGE, RULE, TICK, Line, Part

if TYPE_CHECKING:
    from docx.document import Document

INK = "1F4E79"
STYLES = {HEADING: "Heading 1", BULLET: "List Bullet"}
SCHOOL, ADDRESS = "School Name", "Envelope Address"
EAST_ASIAN = ("zh", "yue", "ja", "ko")
LINE_HEIGHT = 14
"""Points; of the address, so that the letter begins below the window whatever its lines."""
SPARE = 92
"""Points from the top of the address to the begin of the letter."""
ROOM_TO_WRITE = 18
"""Points above a line to sign on."""


def letters_docx(letters: Iterable[Letter]) -> bytes:
    """One document with all letters, each beginning on a new page."""
    from docx import Document

    letters = list(letters)
    document = Document()
    _page(document)
    _styles(document, letters)
    body = document.element.body
    end = body.sectPr
    ids = {style.name: style.style_id for style in document.styles}
    for number, letter in enumerate(letters):
        for paragraph in _letter(letter, ids, new_page=number > 0):
            end.addprevious(paragraph)
    _properties(document, letters)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _properties(document: Document, letters: list[Letter]) -> None:
    from docx.oxml.ns import qn

    about = document.core_properties
    about.title, about.comments = "Letters to families", ""
    about.author = ", ".join(dict.fromkeys(letter.school for letter in letters))[:255]
    # The library's own are of 2013.
    for name in ("dcterms:created", "dcterms:modified"):
        about._element.remove(about._element.find(qn(name)))


def _page(document: Document) -> None:
    from docx.shared import Inches

    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(0.75)


def _styles(document: Document, letters: list[Letter]) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.08
    _font(styles["Heading 1"], 13, bold=True)
    styles["Heading 1"].font.color.rgb = RGBColor.from_string(INK)
    styles["Heading 1"].paragraph_format.space_before = Pt(10)
    styles["Heading 1"].paragraph_format.space_after = Pt(4)
    styles["List Bullet"].paragraph_format.space_after = Pt(3)
    school = styles.add_style(SCHOOL, WD_STYLE_TYPE.PARAGRAPH)
    school.base_style = normal
    _font(school, 17, bold=True)
    school.font.color.rgb = RGBColor.from_string(INK)
    school.paragraph_format.line_spacing = Pt(24)
    # The window of a #10 envelope begins 2.1 inches below the top of the paper.
    school.paragraph_format.space_after = Pt(73)
    address = styles.add_style(ADDRESS, WD_STYLE_TYPE.PARAGRAPH)
    address.base_style = normal
    address.paragraph_format.line_spacing = Pt(LINE_HEIGHT)
    address.paragraph_format.space_after = Pt(0)
    _language(styles, letters)


def _font(style, size: int, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), bold
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), "Calibri")


def _language(styles, letters: list[Letter]) -> None:
    """The document's own language: that of its letters if they share one, else English."""
    from docx.oxml.ns import qn

    tags = {letter.tag for letter in letters} - {UNKNOWN}
    usual = _us(tags.pop() if len(tags) == 1 else "en")
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), usual)


def _us(tag: str) -> str:
    """Word checks spelling by region; those two are spoken here in a way of their own."""
    return f"{tag}-US" if tag in ("en", "es") else tag


def _letter(letter: Letter, ids: dict[str, str], new_page: bool):
    """The paragraphs of one letter, as XML. School and address stand at the left in any language:
    so does the window, and the post reads house numbers from there."""
    english, language = language_of(ENGLISH), language_of(letter.language)
    yield _paragraph(english, ids[SCHOOL], [_plain(letter.school)], new_page)
    for number, line in enumerate(letter.to, 1):
        rest = max(6, SPARE - LINE_HEIGHT * number) if number == len(letter.to) else None
        yield _paragraph(english, ids[ADDRESS], [_plain(line)], after=rest)
    new_page = False
    for block in letter.blocks:
        if block.kind != PAGE:
            style = ids.get(STYLES.get(block.kind, ""), "")
            to_sign = any(part.kind == RULE for line in block.lines for part in line)
            before = ROOM_TO_WRITE if to_sign else None
            yield _paragraph(language, style, block.lines, new_page, before=before)
        new_page = block.kind == PAGE


def _plain(text: str) -> Line:
    return (Part("text", text),)


def _paragraph(
    language: Language, style: str, lines: Sequence[Line], new_page: bool = False,
    **spacing: int | None,
):  # fmt: skip
    """`spacing` is `before` and `after`, in points; None is that of the style."""
    from docx.oxml import OxmlElement

    paragraph = OxmlElement("w:p")
    about = OxmlElement("w:pPr")
    if style:
        _child(about, "w:pStyle", val=style)
    if new_page:
        _child(about, "w:pageBreakBefore")
    if language.rtl:
        _child(about, "w:bidi")
    points = {side: str(space * 20) for side, space in spacing.items() if space is not None}
    if points:
        _child(about, "w:spacing", **points)
    paragraph.append(about)
    for number, line in enumerate(lines):
        for part in line:
            paragraph.append(_run(language, part))
        if number < len(lines) - 1:
            broken = OxmlElement("w:r")
            _child(broken, "w:br")
            paragraph.append(broken)
    return paragraph


def _run(language: Language, part: Part):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = OxmlElement("w:r")
    about = OxmlElement("w:rPr")
    if language.rtl:
        _child(about, "w:rtl")
    if language.tag != UNKNOWN:
        _child(about, "w:lang", **{_script(language): _us(language.tag)})
    run.append(about)
    text = OxmlElement("w:t")
    text.text = {RULE: "_" * part.count, TICK: "☐"}.get(part.kind, part.text)
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    return run


def _script(language: Language) -> str:
    """Word keeps a language each for scripts from the right, of East Asia, and all others."""
    if language.rtl:
        return "bidi"
    return "eastAsia" if language.tag in EAST_ASIAN else "val"


def _child(parent, name: str, **attributes: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)
