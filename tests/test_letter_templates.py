"""The words of letters: what they may hold, what is told with its line, and who changes them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT, POLICIES
from sm_core.history import history_of
from sm_core.papers.fields import FIELDS
from sm_core.papers.template import (
    BULLET,
    HEADING,
    PAGE,
    PARAGRAPH,
    clean,
    fields_in,
    fill,
    parse,
    problems,
)
from sm_core.papers.templates import (
    back_to_shipped,
    letter_history,
    save_template,
    shipped,
    templates,
)
from sm_core.papers.tone import hints
from sm_core.papers.wording import Days, wording_of
from sm_core.saving import ChangedMeanwhile
from tests.mentor_cast import CAPTAIN_, CHEN, NOW, PRINCIPAL_, press

JAN_30 = date(2026, 1, 30)
KEY = (OPT_OUT, "English")


def text(line):
    return "".join(part.text for part in line)


# --- markup


def test_the_signs_make_blocks_lines_and_places_to_write():
    to_sign = "[ ] yes ____ " + 31 * "_"
    said = f"# Head\nOne\ntwo {{Student}}\n\n- a\n- b\nAfter\n---\n{to_sign}"
    found = parse(said, OPT_IN, "English")
    assert [block.kind for block in found] == [
        HEADING, PARAGRAPH, BULLET, BULLET, PARAGRAPH, PAGE, PARAGRAPH,
    ]  # fmt: skip
    assert [text(line) for line in found[1].lines] == ["One", "two student"]
    last = found[-1].lines[0]
    assert [part.kind for part in last] == ["tick", "text", "rule", "text", "rule"]
    assert (last[2].count, last[4].count) == (24, 31)
    assert fields_in(found) == ["student"]


def test_a_value_of_several_lines_takes_as_many_and_is_never_read_as_markup():
    found = parse("To: {address}!", NOTICE, "English")
    (block,) = fill(found, {"address": "# 12 Elm {school}\n- [ ] ____"})
    assert [text(line) for line in block.lines] == ["To: # 12 Elm {school}", "- [ ] ____!"]
    assert {part.kind for line in block.lines for part in line} == {"text"}


def test_no_control_character_reaches_paper():
    assert clean("a\x00\x0bb\tc\nd\ud800\ufffe\u2028e") == "ab c\nd e"


BAD = [
    ("{student|who}", "Line 1: only {mentor} can have words of its own behind a |"),
    ("Hi\n{days_absent} days", "Line 2: there is no field {days_absent}; did you mean {missed}?"),
    ("{studnet}", "Line 1: there is no field {studnet}; did you mean {student}?"),
    ("{zzzz}", "Line 1: there is no field {zzzz}. Known fields are {student}, {first_name},"),
    ("a\n\n{{student}}", "Line 3: a field stands in one pair of braces, like {student}; here are"),
    ("a } b", "Line 1: a brace stands alone"),
    ("{student", "Line 1: a brace stands alone"),
    ("Hi {}", "Line 1: nothing stands between the braces"),
    (" \n ", "The letter has no words yet."),
    ("x" * 20_001, "The letter has 20,001 characters; keep it under 20,000."),
]


@pytest.mark.parametrize(("words", "sentence"), BAD)
def test_what_cannot_be_is_told_with_its_line(words, sentence):
    (found,) = problems(words, NOTICE, "English")
    assert found.startswith(sentence)
    with pytest.raises(SmError) as error:
        parse(words, NOTICE, "English")
    assert error.value.sentences == [found]


def test_every_wrong_line_is_told():
    found = problems("{a1}\nfine\n{b2} {c3}", NOTICE, "English")
    assert [sentence.split(":")[0] for sentence in found] == ["Line 1", "Line 3", "Line 3"]


@pytest.mark.parametrize("words", ["{student}", "{Student}", "{ STUDENT }", "{First name}"])
def test_a_field_may_be_written_in_any_case(words):
    assert problems(words, NOTICE, "English") == []


def test_a_field_only_for_some_letters_is_told():
    assert problems("{last_day_to_say_no}", OPT_OUT, "English") == []
    assert "only for the letter" in problems("{answer_by}", NOTICE, "English")[0]
    assert "only for the letter" in problems("{last_day_to_say_no}", NOTICE, "English")[0]
    assert "ready in English and Spanish only" in problems("{days}", NOTICE, "Somali")[0]
    assert problems("{missed}", NOTICE, "Somali") == []


def test_a_letter_with_days_to_say_no_says_until_when():
    (sentence,) = problems("Hello {student}", OPT_OUT, "English")
    assert sentence.startswith("A letter with days to say no has to say until when")
    assert problems("{Last day to say no}", OPT_OUT, "English") == []


def test_a_letter_that_names_nobody_to_call_is_hinted_at():
    assert hints("Hello", "English") == [
        "The letter does not say whom a family can call: write {whom_to_call}."
    ]
    assert hints("Hello {Contact phone}", "English") == []


def test_a_permission_has_a_line_to_sign_on():
    assert "needs a line to sign on" in problems("{student}", OPT_IN, "English")[0]
    assert problems("{student} ____", OPT_IN, "English") == []


# --- the letters as shipped


@pytest.mark.parametrize("key", sorted(shipped()))
def test_a_shipped_letter_is_sound_kind_and_says_what_it_must(key):
    kind, language = key
    template = shipped()[key]
    fields = fields_in(template.blocks())
    assert hints(template.words, language) == []
    assert {"days", "whom_to_call", "school", "mentor"} <= set(fields)
    assert ("last_day_to_say_no" in fields) == (kind == OPT_OUT)
    assert ("answer_by" in fields) == (kind == OPT_IN)
    assert not {"principal", "address", "grade", "excused", "contact_phone"} & set(fields)
    must = {
        "English": ("several times a week", "It is free", "interpreter is free", "say no",
                    "at any time", "another language", "changes nothing"),
        "Spanish": ("varias veces por semana", "Es gratis", "intérprete es gratis",
                    "decir que no", "en cualquier momento", "otro idioma", "no cambia nada"),
    }[language]  # fmt: skip
    assert [words for words in must if words not in template.words] == []


def test_the_permission_says_records_purpose_recipient_signature_and_date():
    english, spanish = (shipped()[OPT_IN, language].words for language in ("English", "Spanish"))
    for words in ("present and absent", "What for", "With whom", "take this back at any time",
                  "Signature: ____", "Date: ____"):  # fmt: skip
        assert words in english
    for words in ("presente", "faltó", "Para qué", "Con quién", "retirar este permiso en cualquier",
                  "Firma: ____", "Fecha: ____"):  # fmt: skip
        assert words in spanish


def test_the_kinds_and_languages_are_all_there():
    assert set(shipped()) == {(kind, lang) for kind in POLICIES for lang in ("English", "Spanish")}


@pytest.mark.parametrize(
    "words",
    [
        "chronically absent",
        "SEVERE",
        "at risk",
        "truancy court",
        "by law",
        "crónico",
        "en riesgo",
        "una multa",
        "ausentismo",
    ],
)
def test_a_word_that_frightens_is_hinted_at(words):
    assert hints(f"Fine.\nYour child is {words}.", "English")[0].startswith("Line 2: ")


def test_a_field_that_stays_empty_before_a_match_is_hinted_at():
    assert "Line 1: as long as there is no mentor" in hints("{mentor}", "Somali")[0]
    assert hints("{mentor|cunug} {whom_to_call}", "Somali") == []
    assert hints("{mentor} {whom_to_call}", "Spanish") == []


# --- the sentence about days

ENGLISH = [
    ((14, 92, 8), "Rosa has missed 14 of 92 school days through January 30, 2026. 8 of these were "
                  "excused."),
    ((14, 92, 1), "Rosa has missed 14 of 92 school days through January 30, 2026. 1 of these was "
                  "excused."),
    ((14, 92, 14), "Rosa has missed 14 of 92 school days through January 30, 2026. All of these "
                   "were excused."),
    ((14, 92, 0), "Rosa has missed 14 of 92 school days through January 30, 2026. None of these "
                  "were excused."),
    ((14, 92, None), "Rosa has missed 14 of 92 school days through January 30, 2026."),
    ((1, 92, 1), "Rosa has missed 1 of 92 school days through January 30, 2026. This absence was "
                 "excused."),
    ((1, 1, 0), "Rosa has missed 1 of 1 school day through January 30, 2026. This absence was not "
                "excused."),
    (("2.5", 92, "0.5"), "Rosa has missed 2.5 of 92 school days through January 30, 2026. 0.5 of "
                         "these was excused."),
    ((0, 92, 0), "Rosa has not missed any of 92 school days through January 30, 2026."),
    ((0, 1, 0), "Rosa has not missed the only school day through January 30, 2026."),
    ((0, 0, 0), "No school day has been counted for Rosa yet."),
]  # fmt: skip
SPANISH = [
    ((14, 92, 8), "Hasta el 30 de enero de 2026, Rosa ha faltado a 14 de 92 días de clases. 8 de "
                  "esas faltas fueron justificadas."),
    ((14, 92, 1), "Hasta el 30 de enero de 2026, Rosa ha faltado a 14 de 92 días de clases. 1 de "
                  "esas faltas fue justificada."),
    ((14, 92, 14), "Hasta el 30 de enero de 2026, Rosa ha faltado a 14 de 92 días de clases. Todas "
                   "esas faltas fueron justificadas."),
    ((14, 92, 0), "Hasta el 30 de enero de 2026, Rosa ha faltado a 14 de 92 días de clases. "
                  "Ninguna de esas faltas fue justificada."),
    ((1, 92, 0), "Hasta el 30 de enero de 2026, Rosa ha faltado a 1 de 92 días de clases. Esa "
                 "falta no fue justificada."),
    ((0, 92, 0), "Hasta el 30 de enero de 2026, Rosa no ha faltado a ninguno de los 92 días de "
                 "clases."),
    ((0, 0, None), "Todavía no se ha contado ningún día de clases de Rosa."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "days", "sentence"),
    [("English", *case) for case in ENGLISH] + [("Spanish", *case) for case in SPANISH],
)
def test_the_sentence_about_days_has_its_grammar(language, days, sentence):
    numbers = [None if n is None else Decimal(n) for n in days]
    through = JAN_30 if numbers[1] else None
    said = wording_of(language).days("Rosa", Days(*numbers, through))
    assert said == sentence


# --- what the district changes


def save(store, words, opened=None, key=KEY, actor=CAPTAIN_, **more):
    before = templates(store)[key].words if opened is None else opened
    save_template(store, press(actor, **more), *key, before, words)


def test_the_district_changes_a_letter_and_takes_it_back(store):
    usual = templates(store)[KEY].words
    save(store, "Dear family of {student},  \n\n{days} {last_day_to_say_no}\n")
    now = templates(store)[KEY]
    assert now.words == "Dear family of {student},\n\n{days} {last_day_to_say_no}"
    assert (now.edited, now.edited_by) == (NOW, CAPTAIN_.person)
    back_to_shipped(store, press(when=NOW + timedelta(hours=1)), *KEY, now.words)
    assert templates(store)[KEY] == shipped()[KEY]
    changes = history_of(store, "letter", "opt_out|English")
    assert [(c.before, c.after, c.reason) for c in changes] == [
        (now.words, usual, "as shipped"), (usual, now.words, ""),
    ]  # fmt: skip


def test_the_history_shows_the_lines_that_differ(store):
    save(store, shipped()[KEY].words.replace("Kind regards,", "Warmly,"))
    (change,) = letter_history(store, *KEY)
    assert (change.before, change.after, change.field) == ("Kind regards,", "Warmly,", "words")


def test_another_language_is_added_under_its_one_name_and_taken_away(store):
    save_template(store, press(), NOTICE, "af-soomaali", "", "Qoyska {student}: {missed}")
    assert templates(store)[NOTICE, "Somali"].words == "Qoyska {student}: {missed}"
    assert (OPT_OUT, "Somali") not in templates(store)
    back_to_shipped(store, press(), NOTICE, "Somali", "Qoyska {student}: {missed}")
    assert (NOTICE, "Somali") not in templates(store)


def test_the_same_press_twice_saves_once_and_the_shipped_words_are_no_change(store):
    one = press()
    for _ in range(2):
        save_template(store, one, *KEY, templates(store)[KEY].words, "Hello {last_day_to_say_no}")
    assert len(history_of(store, "letter", "opt_out|English")) == 1
    save(store, shipped()[KEY].words)
    assert templates(store)[KEY].edited is None


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(store):
    usual = templates(store)[KEY].words
    save(store, "Theirs {last_day_to_say_no}")
    with pytest.raises(ChangedMeanwhile, match="District captain changed this letter") as error:
        save(store, "Mine {last_day_to_say_no}", opened=usual)
    assert error.value.now == {"words": "Theirs {last_day_to_say_no}"}
    assert templates(store)[KEY].words == "Theirs {last_day_to_say_no}"
    save(store, "Mine {last_day_to_say_no}", opened="Theirs {last_day_to_say_no}")
    assert templates(store)[KEY].words == "Mine {last_day_to_say_no}"


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_])
def test_only_a_captain_changes_letters(store, actor):
    with pytest.raises(NotAllowed):
        save(store, "Hello {last_day_to_say_no}", actor=actor)
    with pytest.raises(NotAllowed):
        back_to_shipped(store, press(actor), *KEY, "")


def test_a_letter_that_cannot_be_is_not_saved(store):
    with pytest.raises(SmError, match=r"Line 2: there is no field \{nmae\}"):
        save(store, "Hello\n{nmae}")
    with pytest.raises(SmError, match="Say in which language"):
        save_template(store, press(), NOTICE, "unknown", "", "Hello {student}")
    assert templates(store) == shipped()


def test_every_field_is_explained():
    assert all(FIELDS.values())
