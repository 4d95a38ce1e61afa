"""The command line: exit 0 done, 2 refused with a sentence per problem and nothing changed."""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_core.errors import SmError

# Everything else is imported inside the commands: starting up counts.
if TYPE_CHECKING:
    from sm_core.ledger import Upload
    from sm_core.store import Store

FILE = click.Path(path_type=Path)
REFUSED = 2


def refusing(command):
    """Turn an `SmError` into its sentences on stderr and exit code 2."""

    @wraps(command)
    def guarded(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except SmError as error:
            for sentence in error.sentences:
                click.echo(sentence, err=True)
            sys.exit(REFUSED)

    return guarded


def _day(context, parameter, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # Raised before a command begins: said here, in one sentence like every refusal.
        click.echo(f'"{text}" is not a date; write it like 2026-01-30.', err=True)
        sys.exit(REFUSED)


def _open(context: click.Context) -> Store:
    from sm_core.uploads import open_district

    store = open_district(context.obj["home"])
    context.call_on_close(store.close)
    return store


def _open_to_change(context: click.Context, act: str) -> Store:
    """The store, while no other process may begin to change it."""
    from sm_core.lock import changing

    context.with_resource(changing(context.obj["home"], act, context.obj["now"]))
    return _open(context)


@click.group()
@click.option("--home", default="data", type=FILE, help="Where the databases live.")
@click.pass_context
def main(context: click.Context, home: Path) -> None:
    """Success Mentors: bring back the students who miss too much of school."""
    context.ensure_object(dict)["home"] = home


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--mapping", type=FILE, help="A MAP.toml with the decisions.")
@click.option("--school-year", help="The school year of the files, like 2025-26.")
@click.option("--move-to", type=FILE, help="Move the files into this folder once they are loaded.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
@refusing
def import_command(context, files, mapping, school_year, move_to, dry_run, as_json) -> None:
    """Recognize, check and load files together; of a folder all its files."""
    from sm_core.importing.drop import files_of, move_loaded, prepare_move
    from sm_core.importing.printed import printed
    from sm_core.importing.run import ImportRefused

    found, loaded = list(files), {}
    try:
        decisions = _decisions(mapping, school_year)
        found = files_of(list(files), mapping)
        if move_to and not dry_run:
            loaded = prepare_move(found, move_to)
        reports = _import(context, found, decisions, keep=not dry_run) if found else []
    except ImportRefused as refused:
        if dry_run or as_json:
            click.echo(printed(refused.reports, dry_run, as_json))
        raise
    except SmError as refused:
        if as_json:
            click.echo(printed(_not_looked_at(found, refused), dry_run, as_json))
        raise
    stayed = move_loaded(loaded, move_to, context.obj["now"])
    click.echo(printed(reports, dry_run, as_json) or "There was nothing to import.")
    for sentence in stayed:
        click.echo(sentence, err=True)


def _import(context, files: list[Path], decisions, keep: bool) -> list:
    from sm_core.actor import local_captain
    from sm_core.importing.run import Call, import_files

    call = Call(local_captain(), context.obj["now"], decisions)
    return import_files(_open_to_change(context, "import"), call, files, keep)


def _not_looked_at(files, refused: SmError) -> list:
    """The reports of a call that ended before its files were opened."""
    from sm_core.importing.report import FileReport

    return [FileReport(path.name).refuse(refused.sentences) for path in files]


def _decisions(mapping: Path | None, school_year: str | None):
    from dataclasses import replace

    from sm_core.importing.map_toml import read_mapping
    from sm_core.importing.mapping import MappingFile
    from sm_core.school_year import parse_school_year

    decisions = read_mapping(mapping) if mapping else MappingFile()
    if school_year:
        top = replace(decisions.top, school_year=parse_school_year(school_year))
        decisions = replace(decisions, top=top)
    return decisions


@main.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--date-order", type=click.Choice(["mdy", "dmy"]),
              help="How dates like 3/4/2026 are meant: month first, or day first.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
@refusing
def roster(context, files, date_order, dry_run, as_json) -> None:
    """Bring in mentors, and the sheet of a program that is running."""
    from sm_core.importing.call import ImportRefused
    from sm_core.roster.report import printed
    from sm_core.roster.run import bring_roster

    try:
        store = _open_to_change(context, "roster")
        reports = bring_roster(store, _save(context), list(files), date_order, not dry_run)
    except ImportRefused as refused:
        if as_json:
            click.echo(printed(refused.reports, dry_run, as_json))
        raise
    except SmError as refused:
        if as_json:
            click.echo(printed(_not_looked_at(files, refused), dry_run, as_json))
        raise
    click.echo(printed(reports, dry_run, as_json))


def _save(context):
    from sm_core.actor import local_captain
    from sm_core.saving import Save

    return Save(local_captain(), context.obj["now"])


@main.command()
@click.option("--as-of", required=True, callback=_day, help="The last day counted.")
@click.option("--scope", type=click.Choice(["student", "school"]), default="student")
@click.option("--school", help="Only this school's students.")
@click.option("--day-rule", type=click.Choice(["half_day", "fractional", "any"]),
              default="half_day")  # fmt: skip
@click.option("--csv", "target", type=FILE, help="Write here instead of to the screen.")
@click.pass_context
@refusing
def standing(context, as_of, scope, school, day_rule, target) -> None:
    """Days enrolled and absent, and the tier, of every student."""
    from sm_core.actor import local_captain
    from sm_core.exports import standing_csv
    from sm_core.standing import Asked
    from sm_core.standing import standing as ask

    frame = ask(_open(context), local_captain(), Asked(as_of, scope, day_rule, school))
    text = standing_csv(frame)
    if target is None:
        click.echo(text, nl=False)
    else:
        _write(target, text)


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise SmError(f"{target} cannot be written: {error.strerror}.") from error


@main.command()
@click.option("--json", "as_json", is_flag=True, help="List as JSON, those taken back included.")
@click.option("--all", "every", is_flag=True, help="List those taken back, too.")
@click.pass_context
@refusing
def uploads(context, as_json, every) -> None:
    """List the uploads that count, oldest first."""
    from dataclasses import asdict

    from sm_core.actor import local_captain
    from sm_core.uploads import list_uploads

    found = list_uploads(_open(context), local_captain())
    if as_json:
        click.echo(json.dumps([asdict(upload) for upload in found], ensure_ascii=False, indent=1))
        return
    for upload in found:
        if every or upload.undone is None:
            click.echo(_upload_line(upload))


def _upload_line(upload: Upload) -> str:
    days = f"  {upload.first_day} to {upload.last_day}" if upload.first_day else ""
    undone = f"  taken back {upload.undone}" if upload.undone else ""
    return (
        f"{upload.upload_id}  {upload.when}  {upload.layout}  {upload.file}  "
        f"{upload.rows_kept:,} of {upload.rows_read:,} rows{days}  by {upload.who}{undone}"
    )


def _whole(context, parameter, text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        click.echo(f'"{text}" is not a whole number; write it like 6000.', err=True)
        sys.exit(REFUSED)


@main.command()
@click.option("--students", callback=_whole, help="Students of this year; usually 6,000.")
@click.option("--schools", callback=_whole, help="Schools; usually one for 600 students.")
@click.option("--seed", callback=_whole, help="Another number, another district.")
@click.pass_context
@refusing
def demo(context, students, schools, seed) -> None:
    """Make an invented district, to look around and to try things out."""
    from sm_core.demo.make import make_demo
    from sm_core.demo.size import Size

    Size.of(students, schools, seed)  # refuses before anything is opened
    store = _open_to_change(context, "import of the demo district")
    as_of = make_demo(store, context.obj["now"], students, schools, seed, click.echo)
    click.echo(f"as_of={as_of.isoformat()}")


@main.command()
@click.argument("upload_id")
@click.pass_context
@refusing
def undo(context, upload_id) -> None:
    """Take one upload back, whole."""
    from sm_core.actor import local_captain
    from sm_core.uploads import undo as take_back

    upload = take_back(
        _open_to_change(context, "undo"), local_captain(), upload_id, context.obj["now"]
    )
    click.echo(f"{upload.upload_id} ({upload.file}) was taken back.")
