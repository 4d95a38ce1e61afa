"""The demo district."""

from __future__ import annotations

import click

from sm_core.commands.calling import open_to_change, refusing, whole


@click.command()
@click.option("--students", callback=whole, help="Students of this year; usually 6,000.")
@click.option("--schools", callback=whole, help="Schools; usually one for 600 students.")
@click.option("--seed", callback=whole, help="Another number, another district.")
@click.pass_context
@refusing
def demo(context, students, schools, seed) -> None:
    """Make an invented district, to look around and to try things out."""
    from sm_core.demo.make import make_demo
    from sm_core.demo.size import Size

    Size.of(students, schools, seed)  # refuses before anything is opened
    store = open_to_change(context, "import of the demo district")
    as_of = make_demo(store, context.obj["now"], students, schools, seed, click.echo)
    click.echo(f"as_of={as_of.isoformat()}")


COMMANDS = (demo,)
