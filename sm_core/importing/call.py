"""One call of the import: who brings which decisions, and what it is told when refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.importing.mapping import MappingFile
from sm_core.importing.report import FileReport

Progress = Callable[[str, float], None]


class ImportRefused(SmError):
    """Nothing was imported; `reports` says for each file what was found. Raised by `run`, shown
    like any `SmError`."""

    def __init__(self, sentences: list[str], reports: list[FileReport]) -> None:
        super().__init__(*sentences)
        self.reports = reports


@dataclass(frozen=True)
class Call:
    """Who imports, when, and under which decisions; `limit` is the largest file in bytes.
    `progress` is told in words what is done now, and which share (0 to 1) is behind it."""

    actor: Actor
    when: datetime
    mappings: MappingFile = field(default_factory=MappingFile)
    limit: int | None = None
    progress: Progress = lambda words, share: None
