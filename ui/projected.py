"""One screen of the projector: large letters, nothing to press."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from sm_core.charts.packs import LARGE, percent_by_week
from sm_core.lessons.topics import TOPICS
from sm_core.packs import words
from sm_core.packs.pack import Pack, PackPage
from sm_core.packs.parts import KEY, Part, moments_shown, narrow_beside
from sm_core.packs.since import changes
from sm_core.packs.stages import headline, severe_line, stages, untold_line
from sm_core.packs.together import PROGRAM
from sm_core.palette import Palette
from sm_core.student_words import full_day
from ui import cached_lessons, theme
from ui.frame import View

STYLE = """<style>
[data-testid="stHeader"], [data-testid="stToolbar"] { display: none; }
.stMainBlockContainer { padding: 1.2rem 2.5vw 4.8rem; max-width: none; }
.big h1 { font-size: clamp(1.7rem, 3.2vw, 4rem); line-height: 1.1; margin: 0; padding: 0 0 0.2em; }
.big p { font-size: clamp(1.15rem, 1.65vw, 2.2rem); line-height: 1.25; margin: 0 0 0.5em; }
.big li { font-size: inherit; line-height: 1.3; margin: 0 0 0.5em; padding-left: 0.3em; }
.big .lead { font-size: clamp(1.3rem, 2.15vw, 2.8rem); font-weight: 600; }
.big .quiet { font-size: clamp(1rem, 1.25vw, 1.6rem); opacity: 0.75; }
.big .tiles { display: flex; flex-wrap: wrap; gap: 1vw; margin: 0 0 1em; }
.big .tiles div { flex: 1 1 8em; border: 1px solid currentColor; border-radius: 0.5rem;
  padding: 0.5rem 0.9rem; }
.big .tiles .told { font-size: clamp(1.1rem, 1.5vw, 2rem); }
.big .bar { display: flex; gap: 1px; margin: -0.3em 0 0.8em; border-radius: 0.2rem;
  font-size: clamp(0.95rem, 1.25vw, 1.8rem); line-height: 2; overflow: hidden; }
.big .bar div { flex-basis: 0; min-width: 0; overflow: hidden; text-align: center;
  white-space: nowrap; }
.big .label { font-size: clamp(1.05rem, 1.4vw, 1.9rem); }
.big ol { padding-left: 1.6em; font-size: clamp(1.2rem, 2.1vw, 2.8rem); }
.big .tiles b { display: block; font-size: clamp(1.5rem, 2.6vw, 3.4rem); line-height: 1.15; }
.big .tiles span { font-size: clamp(1rem, 1.3vw, 1.7rem); }
.st-key-projected_weeks div { height: 100%; }
.stColumn .st-key-projected_weeks { flex: none;
  height: clamp(17rem, min(100vh - 12.5rem - 20vw, 45vw), 34rem); }
.st-key-projector_bar { position: fixed; bottom: 0; left: 0; right: 0; padding: 0.6rem 2.5vw;
  background: GROUND; border-top: 1px solid #8A939B; z-index: 10; }
@media (max-width: 640px) {
  .st-key-projector_bar { flex-wrap: nowrap; gap: 0.5rem; }
  .st-key-projector_bar kbd { display: none; }
  .st-key-projector_bar > :has(button) { flex: 1 1 0; min-width: 0; }
}
</style>"""


def style() -> None:
    """Letters that grow with the screen, and no menu above them."""
    st.html(STYLE.replace("GROUND", theme.palette().ground))


def page(view: View, found: PackPage, pack: Pack, before: Pack | None) -> None:
    """What the pack says of a school, or of all together, with its charts; the same for every
    school. `before` is the pack to compare with."""
    left, right = st.columns([11, 9], gap="large")
    with left:
        st.html(_big([_tag("h1", found.name), *_said(found), *_since(found, pack, before),
                      *_asks(view, found), *_quiet(found)]))  # fmt: skip
    with right.container(gap="xxsmall"):
        _charts(found)


def _said(page: PackPage) -> list[str]:
    told = stages(page, words.told)
    some = page.partly.keys() & PROGRAM.keys()
    # A total that is of some schools only says so, and of how many of their students.
    tiles = "".join(f"<div>{_number(number)}<span>{escape(name)}"
                    f"{escape(f', {of}') if some and of else ''}</span></div>"
                    for name, number, of in told)  # fmt: skip
    lines = [untold_line(page), f"{words.chronic_line(page)} {severe_line(page)}",
             f"Plan: {words.plan_line(page)}. {words.held_line(page)}."]  # fmt: skip
    return [
        _tag("p", f"{headline(page)}.", "lead"),
        f'<div class="tiles">{tiles}</div>' if len(told) > 1 else "",
        *(_tag("p", line) for line in lines if line),
    ]


def _number(said: str) -> str:
    """A number in words takes smaller letters, so that the boxes stay in one row."""
    return f'<b class="{"" if said[:1].isdigit() else "told"}">{escape(said)}</b>'


def _since(page: PackPage, pack: Pack, before: Pack | None) -> list[str]:
    """The first thing that changed: how many are chronically absent, where it may be told."""
    if before is None:
        return []
    since = escape(f"Since {full_day(before.as_of)}")
    return [f"<p><b>{since}</b><br>{escape(changes(page, before, pack)[0])}</p>"]


def _asks(view: View, page: PackPage) -> list[str]:
    """What the school asks for help with now, by topic; that of all has a screen of its own."""
    if not page.school_id:
        return []
    own = replace(view, school=page.school_id)
    topics = dict.fromkeys(TOPICS[each.topic] for each in cached_lessons.help_of(own)
                           if each.is_open)  # fmt: skip
    return [_tag("p", f"Asks for help with: {'; '.join(topics)}.")] if topics else []


def _quiet(page: PackPage) -> list[str]:
    lines = [page.note, words.HIDDEN if words.some_hidden(page) else "", words.heading(page)]
    return [_tag("p", line, "quiet") for line in lines if line]


def _charts(page: PackPage) -> None:
    palette = theme.palette()
    if shown := moments_shown(page):
        drawn = [_bar(label, parts, palette) for label, parts in shown]
        st.html(_big([*drawn, _tag("p", KEY, "quiet")]))
    if page.weeks:
        st.html(_big([_tag("p", "Chronically absent, percent by week", "label")]))
        figure = percent_by_week(page.weeks, page.before, palette, LARGE)
        with st.container(key="projected_weeks"):
            st.plotly_chart(figure.update_layout(height=None), config=theme.PLOT, height="stretch",
                            key=f"projected_weeks|{page.school_id}",
                            alt="Percent of students chronically absent, week by week")  # fmt: skip


def _bar(label: str, parts: Sequence[Part], palette: Palette) -> str:
    """The tiers at a moment, as wide as the screen is; what does not fit into its part stands
    behind the label."""
    label, parts = narrow_beside(label, parts)
    drawn = "".join(
        f'<div style="flex-grow: {part.share:.4f}; background: {palette.tiers[part.tier]}; '
        f'color: {palette.on_tiers[part.tier]}">'
        f'{part.told}</div>' for part in parts if part.students
    )  # fmt: skip
    return f'{_tag("p", label, "label")}<div class="bar">{drawn}</div>'


def points(title: str, lines: Iterable[str], more: str = "") -> None:
    """A list with a number before each line, and what there is `more` below it."""
    listed = ["<ol>", *(_tag("li", line) for line in lines), "</ol>"]
    st.html(_big([_tag("h1", title), *listed, *([_tag("p", more)] if more else [])]))


def _big(parts: Iterable[str]) -> str:
    return f'<div class="big">{"".join(parts)}</div>'


def _tag(name: str, text: str, kind: str = "") -> str:
    return f'<{name} class="{kind}">{escape(text)}</{name}>'
