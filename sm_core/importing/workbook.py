"""Reads a workbook (.xlsx, .xls, .ods) as text, one file for each of its sheets."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sm_core.errors import FileRefused

MOST_BYTES = 4_000_000_000
PATIENCE = 600
"""Seconds; a full sheet of a million rows takes half a minute."""
REFUSALS = {
    "password": "{name} is protected with a password; save it without one and import it again.",
    "damaged": "{name} cannot be read as a workbook: it is damaged or of another kind. Open it in "
    "a spreadsheet, save it as .xlsx or as CSV, and import that.",
    "large": "{name} spreads over more cells than can be read at once; save the sheet that you "
    "need as CSV and import that.",
    "memory": "{name} cannot be read now: this computer has too little memory left. Import it "
    "again later, or save the sheet that you need as CSV and import that.",
    "disk": "{name} cannot be read now: the disk of this computer is full. Make room on it and "
    "import again.",
}
SIGNS = {
    "memory allocation of": "large", "MemoryError": "memory", "[Errno 12]": "memory",
    "annot allocate memory": "memory", "failed to map segment": "memory", "[Errno 28]": "disk",
    "[Errno 122]": "disk", "PanicException": "damaged",
}  # fmt: skip
"""What the process complains of at its end, and what that means."""

KILLED = -9
"""So the system ends a process when memory runs out."""


@dataclass(frozen=True)
class Sheet:
    """A visible worksheet that holds something. `text` is its content as UTF-8 CSV: row 5 of the
    file is row 5 of the sheet, dates are ISO, and a formula is the value it had when saved."""

    name: str
    text: Path


def sheets(book: Path, folder: Path, name: str, limit: int | None = None) -> list[Sheet]:
    """The filled, visible sheets in their order; each `text` is named `name`, in a folder of its
    own below `folder`, and all of them have up to `limit` bytes. What is there already of the same
    book is not read again.

    Raises `FileRefused` for a workbook that is damaged, protected, too large or empty.
    """
    listed = folder / "sheets.json"
    if not listed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        said = _converted(book, folder, name, limit or MOST_BYTES)
        if "refused" in said:
            raise FileRefused(REFUSALS[said["refused"]].format(name=name))
        # Written last: with it, the folder is whole.
        listed.write_text(json.dumps(said["sheets"]), encoding="utf-8")
    names = json.loads(listed.read_text(encoding="utf-8"))
    if not names:
        raise FileRefused(f"{name} has no visible sheet with anything in it; export it again.")
    return [Sheet(sheet, folder / str(n) / name) for n, sheet in enumerate(names)]


def _converted(book: Path, folder: Path, name: str, limit: int) -> dict:
    script = Path(__file__).with_name("sheets_as_text.py")
    # -P: modules of ours beside the script must not stand for those of Python.
    command = [sys.executable, "-P", str(script), str(book), str(folder), name, str(limit)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return {"refused": "large"}
    if done.returncode == 0:
        return json.loads(done.stdout)
    return {"refused": cause(done.returncode, done.stderr.decode(errors="replace"))}


def cause(code: int, complaint: str) -> str:
    """The key in `REFUSALS` of why the process ended with this exit code and this complaint."""
    told = next((why for sign, why in SIGNS.items() if sign in complaint), None)
    if told or code == KILLED:
        return told or "memory"
    # The reader gives up on some damaged files by ending the process.
    assert code < 0, complaint
    return "damaged"
