"""The colors of charts, for a light and a dark screen; both keep the order of the tiers.

The worse tier is the darker one on white and the brighter one on black, so that gray paper and
color-blind eyes keep the order. The theme file holds the same colors for Streamlit itself.
"""

from dataclasses import dataclass

TIER_MARKS = {
    "satisfactory": "●",
    "at_risk": "▲",
    "moderate_chronic": "◆",
    "severe_chronic": "■",
}
"""A shape beside the color, because nothing is said by color alone."""


@dataclass(frozen=True)
class Palette:
    """`tiers` fill a mark, `on_tiers` is text upon it (at least 4.5 to 1); `accent` is this
    year, `quiet` last year, `line` a threshold or axis, `ground` the page behind."""

    tiers: dict[str, str]
    on_tiers: dict[str, str]
    accent: str
    quiet: str
    text: str
    line: str
    ground: str
    scale: tuple[str, ...]
    """From little to much, for heat maps and day squares."""
    on_scale: tuple[str, str]
    """Text upon the lower and the upper part of the scale."""
    scale_turns: float
    """Where, from 0 to 1, the one text gives way to the other."""


LIGHT = Palette(
    tiers={
        "satisfactory": "#CFE3EE",
        "at_risk": "#F2C14E",
        "moderate_chronic": "#E0732F",
        "severe_chronic": "#8C1C3A",
    },
    on_tiers={
        "satisfactory": "#1C2126",
        "at_risk": "#1C2126",
        "moderate_chronic": "#1C2126",
        "severe_chronic": "#FFFFFF",
    },
    accent="#1F4E79",
    quiet="#8A939B",
    text="#1C2126",
    line="#D5DADF",
    ground="#FFFFFF",
    scale=("#F3F5F7", "#A9C6DC", "#5B8DB8", "#1F4E79", "#12304B"),
    on_scale=("#1C2126", "#FFFFFF"),
    scale_turns=0.53,
)

DARK = Palette(
    tiers={
        "satisfactory": "#3F6377",
        "at_risk": "#B88A24",
        "moderate_chronic": "#F08C4E",
        "severe_chronic": "#FFAABB",
    },
    on_tiers={
        "satisfactory": "#FFFFFF",
        "at_risk": "#15191D",
        "moderate_chronic": "#15191D",
        "severe_chronic": "#15191D",
    },
    accent="#7FB2DE",
    quiet="#8F99A3",
    text="#E8ECEF",
    line="#3A434B",
    ground="#15191D",
    scale=("#20262C", "#2E4A61", "#4F86B5", "#7FB2DE", "#D3E6F6"),
    on_scale=("#FFFFFF", "#15191D"),
    scale_turns=0.42,
)
