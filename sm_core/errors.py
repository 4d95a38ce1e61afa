"""What a user can put right, said in sentences."""


class SmError(Exception):
    """Something a user can fix. Raised all over `sm_core`; caught once per page and once in the
    command line, which show `sentences` and nothing else."""

    def __init__(self, *sentences: str) -> None:
        assert sentences, "an SmError without a sentence helps nobody"
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


TOLD_AT_ONCE = 10


def at_once(sentences: list[str]) -> list[str]:
    """As many as somebody reads, and how many more there are."""
    more = len(sentences) - TOLD_AT_ONCE
    return [*sentences[:TOLD_AT_ONCE], *([f"And {more:,} more like these."] if more > 0 else [])]


class StoreError(SmError):
    """A database that cannot be opened: locked, damaged, or made by a newer version."""


class FileRefused(SmError):
    """An uploaded file, or the mapping given for it, that cannot be used as it is. `layout`,
    `rows` and `headers` say what was found out about it so far."""

    layout: str | None = None
    rows: int = 0
    headers: tuple[str, ...] = ()


class NotAllowed(SmError):
    """A question or change outside what the asking person may see or do."""
