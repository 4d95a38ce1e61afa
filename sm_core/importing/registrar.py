"""What to ask the registrar for: the shape of a request, and the message that says it.

The requests themselves are data: `systems` and `state_requests`.
"""

from dataclasses import dataclass

ABSENCES, CODE_TABLE, ENROLLMENT = "Absences", "Code table", "Enrollment"
CALENDAR, TOTALS, NAMES = "School calendar", "Totals per student", "Names"

CODES = "What does each attendance code mean, and what does a blank mean?"
EXITS = "Is an exit date the last day enrolled, or the first day no longer enrolled?"
THROUGH = "Through which day do the totals count?"

CSV = "CSV (UTF-8) with one header row, without titles and totals rows."
PERIOD = "The first day of school through yesterday, all students, also those who left."
NOT_IN_EXCEL = (
    "Please do not open the files in Excel: ids are text, and it drops their leading zeros."
)
TOGETHER = (
    "These belong together: absences alone do not say who was enrolled, or how many days there "
    "were. One full daily register (a row per student and day, present days too) can replace "
    "absences, enrollment and calendar."
)
SAFE = (
    "These are student records: please leave them on the district's secure file share, never in "
    "an e-mail."
)


@dataclass(frozen=True)
class File:
    """One file to ask for: what it brings, the report or table it comes from, its columns, and
    the reason for what is easily got wrong. A column whose header is not known stands in words."""

    use: str
    source: str
    columns: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True)
class System:
    """A school system or state file: what to request, what to ask beside it, and what else to say,
    in full sentences. `called` is its name within a sentence, where that differs."""

    name: str
    files: tuple[File, ...]
    asks: tuple[str, ...] = (CODES, EXITS)
    says: tuple[str, ...] = ()
    called: str = ""
    form: str = CSV
    again: str = "Then the same each week."


def message(system: System, school: str | None = None) -> str:
    """The request as plain text, to copy into a mail; without a `school` it is of our schools."""
    where = (school or "").strip() or "our schools"
    parts = [
        "Dear registrar,",
        f"for Success Mentors at {where} we need to see each week which students miss too much "
        f"school. Could you please export from {system.called or system.name}:",
        "\n".join(_lines(number, file) for number, file in enumerate(system.files, 1)),
        "\n".join([*([TOGETHER] if together(system) else []), *system.says]),
        f"Period: {PERIOD} {system.again}\nForm: {system.form} {NOT_IN_EXCEL}",
        "\n- ".join(["Please also tell us:", *system.asks]),
        f"{SAFE}\n\nThank you!",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def together(system: System) -> bool:
    """Whether the files say something only beside each other."""
    return {ABSENCES, ENROLLMENT, CALENDAR} <= {file.use for file in system.files}


def _lines(number: int, file: File) -> str:
    return f"{number}. {file.use}: {file.source}\n   {', '.join(file.columns)}"
