"""Who meets whom: the open matches, and how one is ended."""

from ui.frame import View


def count(view: View) -> int:
    return 0


def matched(view: View, searched: str) -> None: ...


def bar(view: View) -> None: ...
