"""One change of a home at a time: a second import, undo or demo is refused at once, by name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sm_core.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: DuckDB's own lock on the databases refuses the second one
    fcntl = None

NAME = "import.lock"


@contextmanager
def changing(home: Path, act: str, when: datetime) -> Iterator[None]:
    """Hold the folder `home` for `act` ("import", "undo"), begun at `when`. The lock goes with the
    process, however that ends; its file stays. Raises `StoreError` where another process holds it,
    and for a folder that cannot be used."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / NAME).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"The folder {home} cannot be used: {error.strerror}.") from error
    with file:
        if _taken(file):
            raise StoreError(_who_holds(file, act))
        file.truncate(0)
        file.write(f"{act}\nsince {when:%Y-%m-%d %H:%M}, process {os.getpid()}\n")
        file.flush()
        if fcntl is None:
            # Nothing is held by it there, and nobody could remove an open file.
            file.close()
        yield


def _taken(file) -> bool:
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        # A network folder without such locks; DuckDB's own still stands.
        return False
    # Removed meanwhile by a refused call in a new home: it locks nobody out any more.
    return os.fstat(file.fileno()).st_nlink == 0


def _who_holds(file, act: str) -> str:
    file.seek(0)
    running, _, since = file.read().strip().partition("\n")
    # Empty in the instant between the other's lock and its note.
    running = running or act
    told = f" ({since})" if since else ""
    which = "Another" if running == act else "An" if running[0] in "aeiou" else "A"
    return f"{which} {running} is running{told}; wait until it is done."
