"""What every command needs: how it is refused, how words become days, how the store is opened."""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_core.errors import SmError

if TYPE_CHECKING:
    from sm_core.importing.report import FileReport
    from sm_core.saving import Save
    from sm_core.store import Store

FILE = click.Path(path_type=Path)
REFUSED = 2
KEPT_NOTHING = "kept nothing"
"""Under this name a call notes that it was refused, or only asked what would be."""


def refusing(command):
    """Turn an `SmError` into its sentences on stderr and exit code 2."""

    @wraps(command)
    def guarded(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except SmError as error:
            click.get_current_context().meta[KEPT_NOTHING] = True
            for sentence in error.sentences:
                click.echo(sentence, err=True)
            sys.exit(REFUSED)

    return guarded


def day(context, parameter, text: str) -> date:
    """The callback of an option that is a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        _cannot_be_read(f'"{text}" is not a date; write it like 2026-01-30.')


def day_or_none(context, parameter, text: str | None) -> date | None:
    """As `day`, of an option that may be missing."""
    return None if text is None else day(context, parameter, text)


def whole(context, parameter, text: str | None) -> int | None:
    """The callback of an option that is a whole number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        _cannot_be_read(f'"{text}" is not a whole number; write it like 6000.')


def _cannot_be_read(sentence: str) -> None:
    # Raised before a command begins: said here, in one sentence like every refusal.
    click.echo(sentence, err=True)
    sys.exit(REFUSED)


def open_store(context: click.Context) -> Store:
    """The store to ask in this call, closed when it ends. Where there is no district yet an empty
    one answers, made elsewhere: to ask makes none."""
    from tempfile import TemporaryDirectory

    from sm_core.new_home import is_new

    home = context.obj["home"]
    if is_new(home):
        home = Path(context.with_resource(TemporaryDirectory()))
    return _opened(context, home)


def _opened(context: click.Context, home: Path) -> Store:
    from sm_core.uploads import open_district

    store = open_district(home)
    context.call_on_close(store.close)
    return store


def open_to_change(context: click.Context, act: str, keep: bool = True) -> Store:
    """The store, while no other process may begin to change it. A call that is refused, or does not
    `keep` what it does, leaves nothing in a home that was new."""
    from sm_core.new_home import changing

    home, context.meta[KEPT_NOTHING] = context.obj["home"], not keep
    context.with_resource(
        changing(home, act, context.obj["now"], lambda: not context.meta[KEPT_NOTHING])
    )
    return _opened(context, home)


def save_of(context: click.Context) -> Save:
    """Who saves in this call, and when."""
    from sm_core.actor import local_captain
    from sm_core.saving import Save

    return Save(local_captain(), context.obj["now"])


def not_looked_at(files: list[Path], refused: SmError) -> list[FileReport]:
    """The reports of a call that ended before its files were opened."""
    from sm_core.importing.report import FileReport

    return [FileReport(path.name).refuse(refused.sentences) for path in files]


def save_where_it_stands(context: click.Context, store: Store) -> Save:
    """As `save_of`, on the day on which the demo district stands still, as on the pages."""
    from dataclasses import replace
    from datetime import datetime

    from sm_core.demo.uploads import demo_day

    save = save_of(context)
    day = demo_day(store) or save.today
    return replace(save, when=datetime.combine(day, save.when.time()))


def put_out(text: str, target: Path | None) -> None:
    """Print, or write into the file that was named. Raises `SmError` where that cannot be."""
    if target is None:
        click.echo(text, nl=False)
        return
    write(text.encode(), target)


def write(content: bytes, target: Path) -> None:
    """Raise `SmError` where the file that was named cannot be written; what it had in it stays."""
    place = target.resolve()
    beside = place.with_name(f".{place.name}.part")
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(content)
            return
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SmError(f"{target} cannot be written: {error.strerror}.") from error


def require_place(target: Path) -> None:
    """Raise `SmError` where `write` is sure to, before anything is changed."""
    if target.is_dir():
        raise SmError(f"{target} is a folder; name a file in it.")
    if not target.absolute().parent.is_dir():
        raise SmError(f"There is no folder {target.parent} to write {target.name} into.")
    if not os.access(target if target.exists() else target.absolute().parent, os.W_OK):
        raise SmError(f"{target} cannot be written: permission denied.")
