"""The drop folder of a nightly import: which of its files are ready, and where they go."""

import os
import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

from sm_core.errors import SmError

UNFINISHED = (".part", ".draft", ".tmp")
"""How the names of files end that somebody is still writing."""

Written = dict[Path, tuple[int, int]]
"""Files with their size and time of writing, to know again what was loaded."""


def files_of(paths: list[Path], mapping: Path | None = None) -> list[Path]:
    """`paths` with each folder replaced by its files, by name: without hidden and unfinished ones,
    subfolders and the `mapping` itself. Raises `SmError` for a folder that cannot be read."""
    found = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        try:
            inside = sorted(path.iterdir())
        except OSError as error:
            raise SmError(f"The folder {path} cannot be read: {error.strerror}.") from error
        found += [file for file in inside if _ready(file) and not _same(file, mapping)]
    return found


def _ready(path: Path) -> bool:
    hidden = path.name.startswith(".")
    return path.is_file() and not hidden and path.suffix.lower() not in UNFINISHED


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and path.samefile(other)


def prepare_move(paths: list[Path], target: Path) -> Written:
    """What is to be moved to the folder `target` once loaded. Raises `SmError` where that could not
    work, before anything is imported; a refused import has made no folder, either."""
    place = next(folder for folder in (target, *target.absolute().parents) if folder.exists())
    if not place.is_dir():
        raise SmError(f"The folder {target} cannot be made: {place} is a file.")
    for folder in [place, *(path.parent for path in paths)]:
        if folder.exists() and not os.access(folder, os.W_OK):
            raise SmError(f"Nothing can be moved out of or into {folder}; allow writing there.")
    for path in paths:
        if path.parent.resolve() == target.resolve():
            raise SmError(f"{path.name} already lies in {target}; name another folder to move to.")
    return {path: _written(path) for path in paths if path.is_file()}


def _written(path: Path) -> tuple[int, int]:
    said = path.stat()
    return said.st_size, said.st_mtime_ns


def move_loaded(loaded: Written, target: Path, when: datetime) -> list[str]:
    """Move what was loaded into the folder `target`, made where it is missing, under another name
    where its own is taken; a sentence for each file that stays where it is."""
    stayed = []
    for path, written in loaded.items():
        try:
            if _written(path) == written:
                target.mkdir(parents=True, exist_ok=True)
                shutil.move(path, _free(target, path.name, when))
            else:
                stayed.append(f"{path} was written again meanwhile and stays for the next import.")
        except OSError as error:
            stayed.append(f"{path} is loaded but could not be moved: {error.strerror}.")
    return stayed


def _free(target: Path, name: str, when: datetime) -> Path:
    if not (target / name).exists():
        return target / name
    stamp = f"{when:%Y%m%dT%H%M%S}"
    names = (f"{stamp}{f'-{n}' if n else ''}-{name}" for n in count())
    return next(target / free for free in names if not (target / free).exists())
