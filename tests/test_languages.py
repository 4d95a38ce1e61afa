"""One name per language, whatever it is called."""

import pytest

from sm_core.papers.languages import all_languages, canonical, language_of

SAID = {
    "Spanish": ["Spanish", "spanish ", "ES", "spa", "español", "ESPANOL", "Castilian", "es-US",
                "es_MX", "es-419", "Spanish; Castilian", "uri://ed-fi.org/LanguageDescriptor#spa"],
    "Vietnamese": ["vi", "VIE", "Tiếng Việt", "tieng  viet"],
    "Haitian Creole": ["ht", "hat", "Haitian-Creole", "Kreyòl ayisyen", "Haitian; Haitian Creole"],
    "Chinese": ["zh", "chi", "zho", "Mandarin", "中文", "Chinese (Mandarin)", "zh-Hans",
                "zh_Hant_TW"],
    "Cantonese": ["Cantonese", "yue"],
    "Somali": ["Somali", "so", "som", "Af-Soomaali"],
    "Arabic": ["arabic", "العربية", "ara"],
    "Persian": ["Farsi", "fa", "per", "fas"],
    "English": ["english", "EN", "eng", "en-US"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "said"), [(n, s) for n, all_ in SAID.items() for s in all_])
def test_a_language_has_one_name(name, said):
    assert canonical(said) == name


@pytest.mark.parametrize("said", ["", "  ", "Unknown", "not reported", "N/A"])
def test_nothing_said_is_no_language(said):
    assert canonical(said) == ""


@pytest.mark.parametrize("said", ["01", "3", "K'iche'", "Creole", "SP", "Spanish-English", "xx"])
def test_what_is_not_known_stays_as_typed(said):
    assert canonical(f" {said}  ") == said
    assert (language_of(said).tag, language_of(said).rtl) == ("und", False)


def test_no_word_is_of_two_languages_and_each_knows_itself():
    names = all_languages()
    assert len(names) > 25
    assert [canonical(name) for name in names] == names
    assert len({language_of(name).tag for name in names}) == len(names)
    assert language_of("Urdu").rtl
    assert not language_of("Hindi").rtl
