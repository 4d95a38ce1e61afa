"""What people said about who may meet whom: the list, and how something is added."""

from ui.frame import View


def count(view: View) -> int:
    return 0


def rules(view: View, searched: str) -> None: ...


def bar(view: View) -> None: ...
