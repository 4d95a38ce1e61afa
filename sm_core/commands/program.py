"""The mentoring program: roster, contacts, match, digest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_core.commands.calling import (
    FILE,
    day,
    day_or_none,
    not_looked_at,
    open_store,
    open_to_change,
    put_out,
    refusing,
    require_place,
    save_of,
    save_where_it_stands,
    write,
)
from sm_core.errors import SmError

if TYPE_CHECKING:
    from sm_core.roster.report import RosterReport


FILES = click.argument("files", nargs=-1, required=True, type=FILE)
DATE_ORDER = click.option(
    "--date-order", type=click.Choice(["mdy", "dmy"]),
    help="How dates like 3/4/2026 are meant: month first, or day first.",
)  # fmt: skip
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only say what would happen.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Report as JSON.")


@click.command()
@FILES
@DATE_ORDER
@DRY_RUN
@AS_JSON
@click.pass_context
@refusing
def roster(context, files, date_order, dry_run, as_json) -> None:
    """Bring in mentors, and the sheet of a program that is running."""

    def bring() -> list[RosterReport]:
        from sm_core.roster.run import bring_roster

        store = open_to_change(context, "roster", not dry_run)
        return bring_roster(store, save_of(context), list(files), date_order, not dry_run)

    _report(bring, files, dry_run, as_json)


@click.command()
@FILES
@DATE_ORDER
@click.option("--week", callback=day_or_none,
              help="A day of the week that Mon, Tue … mean.")  # fmt: skip
@DRY_RUN
@AS_JSON
@click.pass_context
@refusing
def contacts(context, files, date_order, week, dry_run, as_json) -> None:
    """Bring in contacts: a row for each, or a row per student and a column per day."""

    def bring() -> list[RosterReport]:
        from sm_core.contact_sheets.bring import bring_files
        from sm_core.contact_sheets.reading import Answers

        store = open_to_change(context, "contacts", not dry_run)
        answers = Answers({}, date_order, week)
        return bring_files(store, save_of(context), list(files), answers, not dry_run)

    _report(bring, files, dry_run, as_json)


def _report(
    bring: Callable[[], list[RosterReport]], files: list[Path], dry_run: bool, as_json: bool
) -> None:
    """Say what bringing in the files did, also where it is refused."""
    from sm_core.importing.call import ImportRefused
    from sm_core.roster.report import printed

    try:
        reports = bring()
    except ImportRefused as refused:
        if as_json:
            click.echo(printed(refused.reports, dry_run, as_json))
        raise
    except SmError as refused:
        if as_json:
            click.echo(printed(not_looked_at(files, refused), dry_run, as_json))
        raise
    click.echo(printed(reports, dry_run, as_json))


@click.command()
@click.option("--as-of", required=True, callback=day, help="The day on which they would begin.")
@click.option("--school", help="Print this school's students only.")
@click.option("--csv", "target", type=FILE, help="Write here instead of to the screen.")
@click.pass_context
@refusing
def match(context, as_of, school, target) -> None:
    """Suggest a mentor for every chosen student without one, or say why there is none."""
    from sm_core.actor import local_captain
    from sm_core.exports import match_csv
    from sm_core.matching.command import match_table, suggest_on, what_is_missing

    store, captain = open_store(context), local_captain()
    today = context.obj["now"].date()
    found = suggest_on(store, captain, as_of, school, ahead=as_of >= today)
    put_out(match_csv(match_table(found, school)), target)
    if missing := what_is_missing(store, captain, found, school):
        click.echo(missing, err=True)


@click.command()
@click.option("--school", required=True, help="The school whose week it is.")
@click.option("--week", required=True, callback=day, help="Any day of the week.")
@click.option("--html", "target", type=FILE, help="Write the same here, as HTML.")
@click.pass_context
@refusing
def digest(context, school, week, target) -> None:
    """Tell a school's weekly review in a mail: counts and a link."""
    from sm_core.actor import local_captain
    from sm_core.audit import record
    from sm_core.contacts.weeks import monday_of
    from sm_core.demo.uploads import demo_day
    from sm_core.review.digest import as_text
    from sm_core.review.digest_find import find_digest

    if target:
        require_place(target)
    now, store, captain = context.obj["now"], open_store(context), local_captain()
    # As on the pages: the demo district stands still on its last day.
    made = find_digest(store, captain, school, week, demo_day(store) or now.date())
    if made.named:
        record(store, captain, now, "digest", f"{school} {monday_of(week)}")
    if target:
        from sm_core.papers.review_paper import digest_page

        put_out(digest_page(made), target)
    put_out(as_text(made), None)


@click.command()
@click.option("--as-of", required=True, callback=day, help="The day whose figures are frozen.")
@click.option("--out", "target", required=True, type=FILE, help="Write the PDF here.")
@click.pass_context
@refusing
def pack(context, as_of, target) -> None:
    """Freeze the figures of all schools for a convening, a page per school, once per date."""
    from sm_core.audit import record
    from sm_core.packs.find import pack_before, packs_seen
    from sm_core.packs.freeze import freeze
    from sm_core.papers.pack_paper import pack_paper
    from sm_core.papers.sheet import typeset_sheet

    require_place(target)
    if target.suffix.lower() != ".pdf":
        raise SmError(f"A pack is a PDF; name a file that ends in .pdf, not {target.name}.")
    store = open_to_change(context, "pack")
    save = save_where_it_stands(context, store)
    found = freeze(store, save, as_of)
    before = pack_before(packs_seen(store, save.actor), found)
    write(typeset_sheet(pack_paper(found, before, save.today)), target)
    record(store, save.actor, save.when, "export", f"pack-{found.as_of}.pdf")
    frozen = f"frozen {found.frozen:%Y-%m-%d} by {found.frozen_by}"
    click.echo(f"{len(found.schools)} schools as of {found.as_of}, {frozen}, in {target}")


COMMANDS = (roster, contacts, match, digest, pack)
