"""How tests reach the command line: `load` imports files, `ask` reads the standing."""

import csv
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner

from sm_core.actor import local_captain
from sm_core.cli import main
from sm_core.exports import standing_csv
from sm_core.standing import Asked, standing
from sm_core.uploads import open_district

NOW = datetime(2026, 1, 30, 8)


class CallFailed(Exception):
    """The command line answered with another exit code than 0."""


def load(home, files, mapping_text):
    """Import files, given as a dict of name and text, in one call."""
    with tempfile.TemporaryDirectory() as given:
        paths = [write(Path(given) / name, text) for name, text in files.items()]
        mapping = write(Path(given) / "MAP.toml", mapping_text)
        run(home, "import", *paths, "--mapping", mapping)


def ask(home, as_of, scope, day_rule):
    """The rows of `standing` as dicts of strings, in the order given."""
    text = run(home, "standing", "--as-of", as_of, "--scope", scope, "--day-rule", day_rule)
    return list(csv.DictReader(text.splitlines()))


@contextmanager
def asking(home):
    """Like `ask` for many questions, without opening the databases for each."""
    store = open_district(home)

    def ask_again(as_of, scope, day_rule, held_against=None):
        asked = Asked(as_of, scope, day_rule, held_against=held_against)
        frame = standing(store, local_captain(), asked)
        return list(csv.DictReader(standing_csv(frame).splitlines()))

    yield ask_again
    store.close()


def run(home, *arguments):
    command = ["--home", str(home), *map(str, arguments)]
    done = CliRunner().invoke(main, command, obj={"now": NOW})
    if done.exit_code != 0:
        raise CallFailed(f"{arguments[0]} ended with {done.exit_code}: {done.output}"
                         f"{done.exception!r}")  # fmt: skip
    return done.stdout


def write(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return path
