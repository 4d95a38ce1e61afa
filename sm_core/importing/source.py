"""Opens an uploaded file as rows below a header."""

from dataclasses import dataclass
from pathlib import Path

from sm_core.errors import FileRefused
from sm_core.importing.encoding import as_utf8
from sm_core.importing.header import find_header, positions


@dataclass(frozen=True)
class Source:
    """A file that can be read as rows below a header.

    `text` is the file as UTF-8 (the file itself where it was that already); `header_line` counts
    the lines above the header's last; `lines` counts the physical lines below it.
    """

    path: Path
    name: str
    sha256: str
    encoding: str
    text: Path
    delimiter: str
    header_line: int
    headers: list[str]
    lines: int
    has_header: bool = True


def open_source(
    path: Path,
    work: Path,
    named: set[str] = frozenset(),
    headerless: bool = False,
    limit: int | None = None,
) -> Source:
    """Look at a file without loading it. `work` takes the UTF-8 copy where one is needed, `named`
    are headers a mapping names, `limit` is in bytes.

    Raises `FileRefused` for a file that is missing, too large, empty, binary, in an unknown
    encoding, without a header that says anything, or without a row below it.
    """
    if not path.is_file():
        raise FileRefused(f"{path.name}: there is no such file.")
    size = path.stat().st_size
    if limit and size > limit:
        raise FileRefused(
            f"{path.name} is {size / 1e6:,.0f} MB; this page takes up to {limit / 1e6:,.0f} MB. "
            "Put it into the drop folder of this computer, or export a shorter period."
        )
    text, encoding, digest, lines = as_utf8(path, work)
    delimiter, header_line, headers = find_header(path.name, text, named, headerless)
    headerless = headers == positions(len(headers))
    below = lines if headerless else lines - header_line - 1
    if below <= 0:
        raise FileRefused(f"{path.name} has a header but no rows below it; export it again.")
    return Source(
        path,
        path.name,
        digest,
        encoding,
        text,
        delimiter,
        header_line,
        headers,
        below,
        not headerless,
    )
