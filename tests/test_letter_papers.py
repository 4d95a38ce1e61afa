"""Letters on paper: what Word and the PDF hold, read back."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Inches
from pypdf import PdfReader

from sm_core.errors import SmError
from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT
from sm_core.papers.example import example
from sm_core.papers.languages import all_languages, language_of
from sm_core.papers.letters import Letter
from sm_core.papers.letters_docx import letters_docx
from sm_core.papers.letters_pdf import MOST, letter_picture, letters_pdf, too_many, unprintable
from sm_core.papers.template import clean, fill, parse
from sm_core.papers.templates import Template, shipped
from sm_core.papers.typeset import PLAIN, not_shown, text_families, typeset
from tests.letter_cast import words_of

JAN_30 = date(2026, 1, 30)
NO_FONT = "\U0010fffd"
"""A private character; no font shows it."""
ODD = ['#import "x"', "=HYPERLINK(1)", "<script>alert(1)</script>", "*a*_b_$c$", "{student}",
       "\\u{41} @x #x.y() // no /* no */", "`raw` ~ <label> [x]"]  # fmt: skip


def shown(kind, language="English"):
    return example(shipped()[kind, language], JAN_30)


def named(name, words="Dear {student},", language="English", **more):
    blocks = fill(parse(words, NOTICE, language), {"student": name}, language_of(language).rtl)
    values = {"school": "Lincoln Middle School", "to": (f"To the family of {name}",)} | more
    return Letter("s", "", name, NOTICE, language, blocks=blocks, **values)


def opened(letters):
    return Document(io.BytesIO(letters_docx(letters)))


def pages(letters):
    return [page.extract_text() for page in PdfReader(io.BytesIO(letters_pdf(letters))).pages]


def one_line(text):
    return " ".join(text.split())


# --- Word


def test_the_document_reads_as_the_letter():
    letter = shown(OPT_OUT)
    paragraphs = [p.text for p in opened([letter]).paragraphs]
    assert paragraphs[:4] == [
        "Lincoln Middle School", "Ana Delgado", "12 Elm Street, Apt. 4", "Springfield, IL 62701",
    ]  # fmt: skip
    assert "\n".join(paragraphs[4:]) == words_of(letter)
    assert "Rosa has missed 14 of 92 school days through January 30, 2026." in paragraphs[6]


def test_the_document_has_real_styles_and_pages():
    document = opened([shown(OPT_IN), shown(OPT_IN, "Spanish")])
    styles = {p.style.name for p in document.paragraphs}
    assert styles == {"Normal", "Heading 1", "List Bullet", "School Name", "Envelope Address"}
    begins = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert begins == [
        "Permission for Rosa Delgado, Lincoln Middle School", "Lincoln Middle School",
        "Permiso para Rosa Delgado, Lincoln Middle School",
    ]  # fmt: skip
    assert document.sections[0].page_width == Inches(8.5)
    assert "Date: ________________________" in [p.text for p in document.paragraphs]


def languages(document):
    body = {lang.get(qn("w:val")) for lang in document.element.body.iter(qn("w:lang"))}
    usual = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    return body, usual


def test_the_document_says_its_languages():
    assert languages(opened([shown(NOTICE, "Spanish")])) == ({"en-US", "es-US"}, {"es-US"})
    both = [shown(NOTICE), shown(NOTICE, "Spanish")]
    assert languages(opened(both)) == ({"en-US", "es-US"}, {"en-US"})


def test_a_language_from_the_right_runs_from_the_right_and_its_address_does_not():
    document = opened([named("عمر", "عزيزي {student}", "Arabic")])
    *head, body = document.paragraphs
    assert body._p.pPr.find(qn("w:bidi")) is not None
    assert all(run.font.rtl for run in body.runs)
    assert [p._p.pPr.find(qn("w:bidi")) for p in head] == [None, None]
    assert not any(run.font.rtl for p in opened([named("Omar")]).paragraphs for run in p.runs)


def test_a_phone_number_is_not_turned_around_in_a_language_from_the_right():
    said = "هاتف (217) 555-0134 {student} 7"
    assert words_of(named("2025-26", said, "Arabic")) == (
        "هاتف \u200e(217) 555-0134\u200e \u200e2025-26\u200e 7"
    )
    assert words_of(named("2025-26", said, "English")) == "هاتف (217) 555-0134 2025-26 7"
    assert unprintable([named("2025-26", said, "Arabic")]) == []


def test_a_document_says_who_wrote_it_and_nothing_of_the_library():
    about = opened([named("Rosa"), named("Amina", school="Roosevelt")]).core_properties
    assert (about.title, about.author) == (
        "Letters to families", "Lincoln Middle School, Roosevelt"
    )  # fmt: skip
    assert (about.comments, about.created, about.modified) == ("", None, None)


def test_the_language_of_words_of_east_asia_is_kept_where_word_looks_for_it():
    document = opened([named("李小龙", language="Chinese")])
    (lang,) = document.paragraphs[-1].runs[0]._r.rPr.iterchildren(qn("w:lang"))
    assert lang.attrib == {qn("w:eastAsia"): "zh"}


def test_letters_begin_below_the_window_whatever_the_address():
    for lines in (1, 3, 5):
        letter = named("Rosa", to=tuple(f"line {n}" for n in range(lines)))
        address = [p for p in opened([letter]).paragraphs if p.style.name == "Envelope Address"]
        used = 14 * lines + address[-1].paragraph_format.space_after.pt
        assert used == 92


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_prints_as_it_is(name):
    assert f"Dear {name}," in [p.text for p in opened([named(name)]).paragraphs]
    (text,) = pages([named(name)])
    assert f"Dear {name}," in one_line(text)
    assert f"To the family of {name}" in one_line(text)
    made = zipfile.ZipFile(io.BytesIO(letters_docx([named(name)])))
    assert b"<script" not in made.read("word/document.xml")


@pytest.mark.parametrize("name", ["a\u202eb\u202c", "\u2066a\u2069b", "a\u2067b"])
def test_no_sign_in_a_name_turns_the_letters_around(name):
    assert clean(name) == "ab"


# --- PDF


@pytest.mark.parametrize(("kind", "count"), [(NOTICE, 1), (OPT_OUT, 1), (OPT_IN, 2)])
@pytest.mark.parametrize("language", ["English", "Spanish"])
def test_the_pdf_reads_as_the_letter(kind, language, count):
    letter = shown(kind, language)
    found = pages([letter])
    assert len(found) == count
    text = one_line(" ".join(found)).replace("☐", "").replace("• ", "")
    for line in (*letter.to, *words_of(letter).splitlines()):
        assert one_line(line) in text


def test_a_long_address_pushes_the_letter_down_and_a_last_page_break_adds_none():
    long = named("Rosa", "Hello\n---", to=tuple(f"line {n}" for n in range(9)))
    found = pages([long, named("Owen")])
    assert len(found) == 2
    assert found[0].split().index("Hello") > found[0].split().index("8")
    assert height(long, "Hello") < height(long, "line 8") - 12
    assert height(named("Rosa", "Hello", to=("line 8",)), "Hello") == pytest.approx(531, abs=2)


def height(letter, words):
    """How far above the bottom of its page the words stand, in points."""
    found = {}

    def see(text, page, line, *more):
        found[text.strip()] = page[5] + page[3] * line[5]

    PdfReader(io.BytesIO(letters_pdf([letter]))).pages[0].extract_text(visitor_text=see)
    return found[words]


def test_more_letters_than_a_pdf_holds_are_told_and_not_begun():
    assert too_many(MOST) == ""
    assert too_many(MOST + 1).startswith("A PDF holds up to 1,000 letters, these are 1,001: pick")
    with pytest.raises(SmError, match="pick those of one school"):
        letters_pdf([named("Rosa")] * (MOST + 1))


def test_the_pdf_has_a_page_per_letter_and_says_what_it_is():
    found = PdfReader(io.BytesIO(letters_pdf([shown(NOTICE), shown(NOTICE, "Spanish")])))
    assert len(found.pages) == 2
    assert found.metadata.title == "Letters to families"
    assert "/StructTreeRoot" in found.trailer["/Root"]
    assert [round(float(n)) for n in found.pages[0].mediabox[2:]] == [612, 792]


def test_what_no_font_shows_is_said_and_not_printed_as_boxes():
    fine, odd = named("Ngọc Ánh Đỗ Łukasz Ștefan"), named(f"Li {NO_FONT}")
    assert unprintable([fine, odd]) == [
        f"Li {NO_FONT}: the PDF cannot show {NO_FONT}; use the DOCX."
    ]
    assert unprintable([fine]) == []
    (text,) = pages([fine, odd])
    assert "Ngọc Ánh Đỗ Łukasz Ștefan" in one_line(text)
    assert f"Dear Li {NO_FONT}," in [p.text for p in opened([odd]).paragraphs]


def test_every_character_that_is_not_tried_has_a_font():
    letters = [chr(n) for n in range(0x20, 0x180) if PLAIN.fullmatch(chr(n)) and clean(chr(n))]
    for word in (" ".join(letters), "‘’“”–—…•·¿¡"):
        typeset("probe", {"fonts": text_families(), "word": word})


def test_a_chinese_name_is_printed_or_said():
    letter = named("李小龙")
    said = unprintable([letter])
    assert (
        said == ["李小龙: the PDF cannot show 李小龙; use the DOCX."]
        or "李小龙" in pages([letter])[0]
    )


@pytest.mark.parametrize("language", [*all_languages(), "K'iche'", "01"])
def test_a_letter_of_any_language_is_a_pdf(language):
    assert "Dear Rosa," in one_line(pages([named("Rosa", language=language)])[0])


def test_a_preview_is_a_picture_of_each_page():
    found = letter_picture(
        example(Template(OPT_IN, "English", "{student}\n---\n____"), JAN_30), 300
    )
    assert len(found) == 2
    assert found[0].startswith(b"\x89PNG")


def test_hundreds_of_letters_are_one_file():
    many = [shown(NOTICE, ("English", "Spanish")[n % 2]) for n in range(60)]
    assert len(PdfReader(io.BytesIO(letters_pdf(many))).pages) == 60
    begins = [p for p in opened(many).paragraphs if p.style.name == "School Name"]
    assert len(begins) == 60


def test_a_font_for_mathematics_writes_no_letter():
    assert "Libertinus Serif" in text_families()
    assert not any("Math" in name for name in text_families())
    assert not_shown(["Жанна", "Nguyễn", "عمر", "Ξένια"]) == set()
