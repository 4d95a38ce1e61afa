"""Claim: 600 letters at once take about a second in either form, far less than one by one.

    python benchmarks/letters.py [--letters 600]

The shipped letters in English and Spanish for invented students. The ratio is to as many times
the time of one letter, and to python-docx's own calls for the same paragraphs.
"""

import argparse
import io
from dataclasses import replace
from datetime import date

from measuring import apart, timed, usual

from sm_core.papers.example import example
from sm_core.papers.letters import Letter
from sm_core.papers.letters_docx import STYLES, letters_docx
from sm_core.papers.letters_pdf import letters_pdf
from sm_core.papers.templates import shipped

DAY = date(2026, 1, 30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=600)
    count = parser.parse_args().letters
    for measure in (measure_pdf, measure_docx):
        print(f"  together with starting up: {apart(measure, count)}", flush=True)


def letters(count: int) -> list[Letter]:
    """Each with a name of its own, so that no paragraph is set twice."""
    every = [example(template, DAY) for template in shipped().values()]
    return [_named(every[n % len(every)], f"Rosa{n}") for n in range(count)]


def _named(letter: Letter, name: str) -> Letter:
    blocks = tuple(
        replace(block, lines=tuple(
            tuple(replace(part, text=part.text.replace("Rosa", name)) for part in line)
            for line in block.lines
        ))
        for block in letter.blocks
    )  # fmt: skip
    return replace(letter, blocks=blocks)


def measure_pdf(count: int) -> None:
    one = usual(lambda: letters_pdf(letters(1)))
    report("PDF", count, letters_pdf, f"x one letter each ({one * 1000:.0f} ms)", count * one)


def measure_docx(count: int) -> None:
    report("DOCX", count, letters_docx, "x python-docx", timed(lambda: bare_docx(count)))


def report(name: str, count: int, make, against: str, other: float) -> None:
    made: list[bytes] = []
    many = letters(count)
    seconds = timed(lambda: made.append(make(many)))
    size = len(made[0]) / 1e6
    print(f"{name:<5}{count:,} letters {seconds:6.2f} s {size:5.1f} MB "
          f"{seconds / other:6.2f} {against}")  # fmt: skip


def bare_docx(count: int) -> None:
    """The same paragraphs by the calls that the library is made for."""
    from docx import Document

    document = Document()
    for letter in letters(count):
        for line in (letter.school, *letter.to):
            document.add_paragraph(line, style="Normal")
        for block in letter.blocks:
            paragraph = document.add_paragraph(style=STYLES.get(block.kind, "Normal"))
            for line in block.lines:
                for part in line:
                    paragraph.add_run(part.text)
    document.save(io.BytesIO())


if __name__ == "__main__":
    main()
