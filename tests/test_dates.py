"""Dates as school systems write them."""

from datetime import date

import pytest

from sm_core.importing.dates import is_blank, needs_order, orders_possible, parse
from sm_core.importing.months import month_of, names_month

FIFTH = date(2025, 9, 5)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("9/5/2025", "mdy", FIFTH),
        ("09/05/2025", "mdy", FIFTH),
        ("9/5/25", "mdy", FIFTH),
        ("09-05-2025", "mdy", FIFTH),
        ("09.05.2025", "mdy", FIFTH),
        ("5/9/2025", "dmy", FIFTH),
        ("05.09.25", "dmy", FIFTH),
        ("2025-09-05", "dmy", FIFTH),
        ("2025/9/5", "mdy", FIFTH),
        ("20250905", "mdy", FIFTH),
        ("25-09-05", "ymd", FIFTH),
        ("2025-09-05", "ymd", FIFTH),
        ("09/05/2025", "ymd", None),
        ("2025-09-05T00:00:00", "mdy", FIFTH),
        ("2025-09-05T07:30:00.000Z", "mdy", FIFTH),
        ("2025-09-05 00:00:00+00:00", "mdy", FIFTH),
        ("9/5/2025 12:00:00 AM", "mdy", FIFTH),
        ("9/5/2025 0:00", "mdy", FIFTH),
        ("2024/02/01 08:00", "mdy", date(2024, 2, 1)),
        ("5-Sep-2025", "mdy", FIFTH),
        ("05-SEP-25", "mdy", FIFTH),
        ("Sep 5, 2025", "mdy", FIFTH),
        ("September 5, 2025", "dmy", FIFTH),
        (" 2025-09-05 ", "mdy", FIFTH),
        ("9/5/69", "mdy", date(2069, 9, 5)),
        ("9/5/70", "mdy", date(1970, 9, 5)),
        ("2/29/2024", "mdy", date(2024, 2, 29)),
        ("2/29/2025", "mdy", None),
        ("13/45/2025", "mdy", None),
        ("28/05/2020", "mdy", None),
        ("0/0/0", "mdy", None),
        ("2025-09", "mdy", None),
        ("45540", "mdy", date(2024, 9, 5)),
        ("soon", "mdy", None),
        ("", "mdy", None),
        ("٠٩/٠٥/٢٠٢٥", "mdy", FIFTH),
    ],
)
def test_parse(text, order, day):
    assert parse(text, order) == day


@pytest.mark.parametrize(
    ("texts", "possible"),
    [
        (["9/5/2025", "9/4/2025"], {"mdy", "dmy"}),
        (["9/5/2025", "9/25/2025"], {"mdy"}),
        (["9/5/2025", "25/9/2025"], {"dmy"}),
        (["9/25/2025", "25/9/2025"], set()),
        (["2025-09-05"], {"mdy", "dmy"}),
        (["9/25/25 0:00"], {"mdy"}),
        (["12/12/2025"], {"mdy", "dmy"}),
        (["12/13/2025"], {"mdy"}),
        ([], {"mdy", "dmy"}),
    ],
)
def test_the_whole_column_settles_the_order(texts, possible):
    assert orders_possible(texts) == possible


@pytest.mark.parametrize(
    ("texts", "needed"),
    [
        (["9/5/2025"], True),
        (["2025-09-05", "Sep 5, 2025"], False),
        (["2025-09-05", "9/5/25"], True),
    ],
)
def test_an_order_is_needed_where_numbers_are_ambiguous(texts, needed):
    assert needs_order(texts) == needed


@pytest.mark.parametrize("text", ["", " ", "0/0/0", "././.", "NULL", r"\N", "N/A", "None", "-"])
def test_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "9/5/2025", "n", "soon"])
def test_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["0000-12", "0001-05", "12/9999", "9999-12", "Dec 9999", "2100-01"]
)
def test_no_month_of_a_year_that_can_be_none_of_ours(text):
    assert month_of(text, "2025-26") is None
    assert not names_month(text)


def test_a_month():
    assert month_of("2026-02") == (date(2026, 2, 1), date(2026, 2, 28))
