"""Files whose columns a state fixed: by their place, without a header, or by their codes."""

from sm_core.importing.header import STAS, head_rows
from sm_core.importing.mapping import Mapping
from sm_core.importing.source import Source

STAS_POSITIONS = {
    "school_id": 5, "state_id": 7, "student_id": 8, "first_name": 9, "last_name": 10,
    "birth_date": 11, "gender": 12, "days_present": 16, "days_suspended": 17, "days_excused": 19,
    "days_unexcused": 20,
}  # fmt: skip
"""CALPADS record 13. Days present hold those of in-school suspension; days suspended are those out
of school."""

SIRS = {
    "PRSNT-IN": "present", "PRSNT-OUT": "present", "T-IN": "tardy", "T-OUT": "tardy",
    "U": "absent_unexcused", "E": "absent_excused", "ISS": "suspended_iss",
    "OSS": "suspended_oss", "ENS": "non_membership",
}  # fmt: skip
"""The codes of New York's student daily attendance."""


def known_positions(source: Source) -> Mapping:
    """What is known of a headerless file by its first field; nothing for any other file."""
    if source.has_header or len(source.headers) < max(STAS_POSITIONS.values()):
        return Mapping()
    rows = head_rows(source.text, source.delimiter)
    if not rows or rows[0][1][:1] != [STAS]:
        return Mapping()
    return Mapping(layout="student_totals", columns=dict(STAS_POSITIONS))


def state_codes(codes: set[str]) -> dict[str, str]:
    """The meanings of the `codes` where they are New York's, which its longer ones give away."""
    telling = {code for code in SIRS if len(code) > 3}
    return dict(SIRS) if codes & telling and codes <= {*SIRS, ""} else {}
