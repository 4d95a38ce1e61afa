"""One English name per language, whatever a file or a person calls it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

ENGLISH, SPANISH = "English", "Spanish"
UNKNOWN = "und"
"""The tag of a language that nobody here knows."""


@dataclass(frozen=True)
class Language:
    """`tag` says on paper which language it is (BCP 47), `rtl` that it runs from the right."""

    name: str
    tag: str
    rtl: bool = False


# Name, tag, then every other code (ISO 639-1, 639-2) and name in use, its own among them. Those
# most spoken at home in the US, and those of families who came lately.
KNOWN = """
English en eng, Inglés
Spanish es spa, Español, Castilian, Castellano, Spanish; Castilian
Chinese zh chi, zho, cmn, Mandarin, Chinese (Mandarin), Mandarin Chinese, 中文, 汉语, 漢語, 普通话
Cantonese yue Chinese (Cantonese), 粵語, 广东话
Tagalog tl tgl, fil, Filipino, Pilipino, Tagalog (Filipino)
Vietnamese vi vie, Tiếng Việt
Arabic ar ara, العربية
French fr fre, fra, Français
Korean ko kor, 한국어
Russian ru rus, Русский
Portuguese pt por, Português
Haitian Creole ht hat, Haitian, Haitian-Creole, Haitian; Haitian Creole, Kreyòl, Kreyòl ayisyen
Hindi hi hin, हिन्दी
German de ger, deu, Deutsch
Polish pl pol, Polski
Italian it ita, Italiano
Urdu ur urd, اردو
Persian fa per, fas, Farsi, Persian (Farsi), فارسی
Dari prs fa-AF, دری
Pashto ps pus, Pushto, Pashto; Pushto, پښتو
Telugu te tel, తెలుగు
Bengali bn ben, Bangla, বাংলা
Gujarati gu guj, ગુજરાતી
Punjabi pa pan, Panjabi, Panjabi; Punjabi, ਪੰਜਾਬੀ
Tamil ta tam, தமிழ்
Nepali ne nep, नेपाली
Japanese ja jpn, 日本語
Hebrew he heb, iw, עברית
Yiddish yi yid, ייִדיש
Armenian hy arm, hye, Հայերեն
Greek el gre, ell, Ελληνικά
Ukrainian uk ukr, Українська
Hmong hmn Hmoob
Khmer km khm, Cambodian, Central Khmer, ខ្មែរ
Lao lo Laotian, ລາວ
Thai th tha, ไทย
Burmese my bur, mya, Myanmar, မြန်မာ
Amharic am amh, አማርኛ
Somali so som, Soomaali, Af-Soomaali
Swahili sw swa, Kiswahili
Navajo nv nav, Diné, Diné bizaad, Navajo; Navaho
"""
FROM_THE_RIGHT = ("Arabic", "Urdu", "Persian", "Dari", "Pashto", "Hebrew", "Yiddish")
NOTHING_SAID = {
    "", "unknown", "not reported", "not specified", "undetermined", "und", "n/a", "na", "none",
}  # fmt: skip
LINE = re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<tag>[a-z]{2,3}) (?P<others>.+)")


def canonical(said: str) -> str:
    """The one English name of a language given by name or code, "" where nothing is said. What
    nobody here knows (a state's number, a rarer language) stays as it was typed, without spare
    blanks."""
    word = _folded(said)
    # Ed-Fi writes uri://ed-fi.org/LanguageDescriptor#spa, browsers es-US, es-419 or zh-Hant-TW.
    code = re.sub(r"^.*#|(?<=^[a-z]{2})(-([a-z]{2}|[a-z]{4}|[0-9]{3}))+$", "", word)
    language = _by_word().get(word) or _by_word().get(code)
    if language:
        return language.name
    return "" if word in NOTHING_SAID else " ".join(said.split())


def language_of(name: str) -> Language:
    """What papers have to know of a language, given by its canonical name."""
    return _by_word().get(_folded(name), Language(name, UNKNOWN))


def all_languages() -> list[str]:
    """The names known here, in alphabetical order."""
    return sorted({language.name for language in _by_word().values()})


def _folded(text: str) -> str:
    """Without case and accents: "Español" and "ESPANOL" are one word."""
    letters = unicodedata.normalize("NFKD", text.replace("_", "-").casefold())
    bare = "".join(c for c in letters if not "\u0300" <= c <= "\u036f")
    return " ".join(bare.split())


@cache
def _by_word() -> dict[str, Language]:
    found = {}
    for line in KNOWN.strip().splitlines():
        parts = LINE.fullmatch(line)
        language = Language(parts["name"], parts["tag"], parts["name"] in FROM_THE_RIGHT)
        words = (parts["name"], parts["tag"], *parts["others"].split(", "))
        found |= {_folded(word): language for word in words}
    return found
