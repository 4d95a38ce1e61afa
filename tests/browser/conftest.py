"""A real server on an empty folder, and a real browser, for the main tasks of a person."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The flags keep a headless browser from looking for its maker's servers.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("there is no Chromium here; `.ci/run` installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def serve(tmp_path):
    """Start the app on a folder of databases; gives its address."""
    with ExitStack() as servers:
        yield lambda home=tmp_path / "home": servers.enter_context(serving(home))


@contextmanager
def serving(home):
    """The app on the databases in `home`, at the address given, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"SM_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait(address, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture
def open_page(browser):
    """Open an address in a fresh profile and wait until the app has drawn it."""
    contexts = []

    def visit(address, width=1440):
        context = browser.new_context(viewport={"width": width, "height": 1000})
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        settled(page)
        # A fresh server shows its first deep link under a note that it knows no such page.
        page.keyboard.press("Escape")
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory):
    """A small demo district; each test that writes takes a copy."""
    home = tmp_path_factory.mktemp("demo") / "home"
    make_demo(home, "--students", "400", "--schools", "4")
    return home


def make_demo(home, *size):
    command = [sys.executable, "-m", "sm_core", "--home", str(home), "demo", *size]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def settled(page):
    """Wait for the script to have run and the page to be still."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=30_000)
    page.wait_for_timeout(400)
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=30_000)
