"""The weights of matching, and where a captain changes them."""

from ui.frame import View


def settings(view: View) -> None: ...
