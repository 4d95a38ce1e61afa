"""The borders between the folders, seen from outside."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "pages").rglob("*.py"))
CORE = sorted((ROOT / "sm_core").rglob("*.py"))
LONGEST_PAGE = 60
CLOCKS = {"today", "now", "utcnow"}

# The linter does not see an import inside a function; a fresh process sees what a module loads.
IMPORT_ALL_OF_CORE = """
import importlib, pkgutil, sys
import sm_core

for module in pkgutil.walk_packages(sm_core.__path__, "sm_core."):
    if module.name.endswith("__main__"):
        continue
    importlib.import_module(module.name)
    above = {"streamlit", "ui", "pages", "app"} & sys.modules.keys()
    assert not above, f"{module.name} loads {', '.join(sorted(above))}"
"""


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_core_loads_without_streamlit_and_ui():
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_OF_CORE], cwd=ROOT, capture_output=True, text=True
    )

    assert run.returncode == 0, run.stderr


def test_the_command_line_starts_without_streamlit_and_ui():
    code = "import sys, sm_core.__main__; print({'streamlit', 'ui'} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert run.stdout.strip() == "set()", run.stderr


def test_no_page_stands_directly_under_pages():
    """Streamlit runs such a file without `app.py` on a deep link to a fresh server."""
    assert [name_of(path) for path in PAGES if path.parent == ROOT / "pages"] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_only_the_command_line_reads_the_clock(path):
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    clocks = [
        node.lineno
        for node in calls
        if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]

    assert name_of(path) == "sm_core/__main__.py" or clocks == [], f"line {clocks}"
