"""A home without a district yet: a call that is refused in it leaves it as it was found."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sm_core import lock
from sm_core.store import CATALOGS

UPLOADS = "uploads"
DATABASES = tuple(f"{catalog}.duckdb" for catalog in CATALOGS)


def is_new(home: Path) -> bool:
    """Whether the folder holds no district, or is not there. One that cannot be read may hold one:
    who opens it is told why that cannot be."""
    try:
        there = os.listdir(home)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not {UPLOADS, *DATABASES} & set(there)


@contextmanager
def changing(home: Path, act: str, when: datetime, kept: Callable[[], bool]) -> Iterator[None]:
    """As `lock.changing`. Where the home was new and `kept` says no in the end, everything that
    came into it meanwhile goes again, and the folders made for it; the store must be closed by
    then. Under the lock, so that nobody else's goes with it."""
    made = [folder for folder in (home, *home.parents) if not os.path.exists(folder)]
    locked_before = os.path.exists(home / lock.NAME)
    with lock.changing(home, act, when):
        new = is_new(home)
        before = set(os.listdir(home)) if new else set()
        try:
            yield
        finally:
            if new and not kept():
                _empty(home, before if locked_before else before - {lock.NAME})
                _remove(made)


def _empty(home: Path, before: set[str]) -> None:
    # What has an upload in it is a district, whatever was said: the first `rmdir` ends it then.
    with suppress(OSError):
        for folder in (UPLOADS, "spill"):
            if folder not in before and (home / folder).exists():
                (home / folder).rmdir()
        # The lock last: until then nobody else can begin.
        for name in (*DATABASES, *(f"{name}.wal" for name in DATABASES), lock.NAME):
            if name not in before:
                (home / name).unlink(missing_ok=True)


def _remove(folders: list[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
