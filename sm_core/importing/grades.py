"""Grades that are written in words, as Ed-Fi's descriptors do."""

from sm_core.importing.meanings import bare

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
SHORT = {f"{word} grade": str(number) for number, word in enumerate(ORDINALS, 1)} | {
    "kindergarten": "K",
    "transitional kindergarten": "TK",
    "preschool/prekindergarten": "PK",
    "prekindergarten": "PK",
    "early education": "EC",
}


def short_grade(text: str | None) -> str | None:
    """ "uri://ed-fi.org/GradeLevelDescriptor#Sixth grade" → "6"; what is no such word stays, a
    descriptor without the address before it."""
    if text is None:
        return None
    word = bare(text)
    return SHORT.get(word.lower(), word)
