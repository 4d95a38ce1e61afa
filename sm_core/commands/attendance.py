"""Attendance in and out: import, standing, uploads, undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_core.commands.calling import (
    FILE,
    day,
    not_looked_at,
    open_store,
    open_to_change,
    put_out,
    refusing,
)
from sm_core.errors import SmError

if TYPE_CHECKING:
    from sm_core.ledger import Upload


@click.command("import")
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
            click.echo(printed(not_looked_at(found, refused), dry_run, as_json))
        raise
    stayed = move_loaded(loaded, move_to, context.obj["now"])
    click.echo(printed(reports, dry_run, as_json) or "There was nothing to import.")
    for sentence in stayed:
        click.echo(sentence, err=True)


def _import(context, files: list[Path], decisions, keep: bool) -> list:
    from sm_core.actor import local_captain
    from sm_core.importing.run import Call, import_files

    call = Call(local_captain(), context.obj["now"], decisions)
    return import_files(open_to_change(context, "import", keep), call, files, keep)


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


@click.command()
@click.option("--as-of", required=True, callback=day, help="The last day counted.")
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

    frame = ask(open_store(context), local_captain(), Asked(as_of, scope, day_rule, school))
    put_out(standing_csv(frame), target)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="List as JSON, those taken back included.")
@click.option("--all", "every", is_flag=True, help="List those taken back, too.")
@click.pass_context
@refusing
def uploads(context, as_json, every) -> None:
    """List the uploads that count, oldest first."""
    from dataclasses import asdict

    from sm_core.actor import local_captain
    from sm_core.uploads import list_uploads

    found = list_uploads(open_store(context), local_captain())
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


@click.command()
@click.argument("upload_id")
@click.pass_context
@refusing
def undo(context, upload_id) -> None:
    """Take one upload back, whole."""
    from sm_core.actor import local_captain
    from sm_core.uploads import undo as take_back

    upload = take_back(
        open_to_change(context, "undo"), local_captain(), upload_id, context.obj["now"]
    )
    click.echo(f"{upload.upload_id} ({upload.file}) was taken back.")


COMMANDS = (import_command, standing, uploads, undo)
