"""What is taken along from the District page: files and pictures, and small groups in them."""

from io import BytesIO

import pandas as pd
import pytest
import streamlit as st
from looking import DISTRICT, look

PNG = b"\x89PNG\r\n"
SIX = {  # by look and measure the files that it offers
    "Overview": ("school", "grade", "week", "group"),
    "Who": ("school-grade", "cohort", "group"),
    "When": ("weekday", "september", "breaks"),
}


@pytest.fixture
def files(monkeypatch):
    """What the buttons would download, by the end of the name."""
    made = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: made.update(
        {name: data}))  # fmt: skip
    return made


def kinds(files):
    """The parts of the names that say which chart it is."""
    return {name.removeprefix("district-").removesuffix("-2026-01-30.png")
            for name in files if name.endswith(".png")}  # fmt: skip


def table(files, kind):
    return pd.read_csv(BytesIO(files[f"district-{kind}-2026-01-30.csv"]()))


@pytest.mark.parametrize("which", SIX)
def test_every_chart_has_its_numbers_and_a_picture(demo_read, files, which):
    look(DISTRICT, look=which, measure="Average daily attendance")
    assert len(kinds(files)) == len(SIX[which])
    for kind in SIX[which]:
        [name] = [name for name in kinds(files) if name.startswith(kind)]
        assert files[f"district-{name}-2026-01-30.png"]().startswith(PNG)
        assert files[f"district-{name}-2026-01-30.xlsx"]()[:2] == b"PK"
        assert len(table(files, name))
