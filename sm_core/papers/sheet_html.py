"""A paper of blocks as one HTML file: to look at, to print from the browser, or to mail."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sm_core.papers.sheet import one_line
from sm_core.papers.typeset import FOLDER

if TYPE_CHECKING:
    import jinja2

ESCAPED = {"\\": "\\5c ", '"': "\\22 ", "<": "\\3c ", "&": "\\26 "}
"""What would end a text within a style sheet, or the style sheet."""


def sheet_page(sheet: dict, to_print: bool = True) -> str:
    """The HTML of a sheet as `typeset_sheet` has it, whole in itself: nothing is loaded. `to_print`
    adds a button to print it, which a mail cannot have."""
    drawn = {"across": False} | one_line(sheet)
    template = _pages().get_template("sheet.html")
    return template.render(sheet=drawn, page=_counted(sheet["page"]), to_print=to_print)


@lru_cache(maxsize=1)
def _pages() -> jinja2.Environment:
    """Every word is escaped, so that nothing in a name is ever markup."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _counted(words: str):
    """The foot of a page, "{n}" and "{all}" in it, as a style sheet says it."""
    from markupsafe import Markup

    safe = "".join(ESCAPED.get(c, c) for c in words)
    safe = safe.replace("{n}", '" counter(page) "').replace("{all}", '" counter(pages) "')
    return Markup(f'"{safe}"')
