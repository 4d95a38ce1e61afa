"""What can be done with the students picked: in a bar below the list."""

from ui.frame import View


def bar(view: View, name: str) -> None: ...
