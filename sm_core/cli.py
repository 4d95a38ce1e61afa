"""The command line: exit 0 done, 2 refused with a sentence per problem and nothing changed."""

from __future__ import annotations

from pathlib import Path

import click

from sm_core.commands import attendance, demo, program
from sm_core.commands.calling import FILE


@click.group()
@click.option("--home", default="data", type=FILE, help="Where the databases live.")
@click.pass_context
def main(context: click.Context, home: Path) -> None:
    """Success Mentors: bring back the students who miss too much of school."""
    context.ensure_object(dict)["home"] = home


for group in (attendance, program, demo):
    for command in group.COMMANDS:
        main.add_command(command)
