"""Files as school systems export them, and the damage that files take on their way."""

import re
from random import Random

from tests.invented import DAYS, LINC, MARCUS, ROSA, calendar, enrollment, events, register, table

NAMED = (
    "Student ID,Last Name,First Name,Grade,Gender\n"
    f"{ROSA},Delgado Núñez,Rosa,6,F\n{MARCUS},Trần,Marcus,6,M\n"
    '0041003,"Yusuf, Jr.",Zoë,7,F\n0041004,O’Fitzgerald,Owen,7,M\n'
)
DATED = ",".join(f"{day:%m/%d/%Y}" for day in DAYS[:6])
SEEDS = {
    "register": register(DAYS[:6], marks={(ROSA, DAYS[1]): "U", (MARCUS, DAYS[2]): "H"}),
    "events": events((ROSA, DAYS[1], "U"), (MARCUS, DAYS[2], "E"), (ROSA, DAYS[4], "H")),
    "enrollment": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[1], DAYS[9]), ("0041003", DAYS[2])),
    "calendar": calendar(DAYS[:12]),
    "day types": table(
        "School ID,Date,Day Type",
        [(LINC, day, "Holiday" if n == 3 else "Instructional") for n, day in enumerate(DAYS[:9])],
    ),
    "totals": table(
        "Student ID,School ID,Days Enrolled,Days Present,Days Absent,As Of",
        [(ROSA, LINC, 20, 18, 2, DAYS[19]), (MARCUS, LINC, 20, "19.5", "0.5", DAYS[19])],
    ),
    "students": NAMED,
    "schools": "School ID,School Name\nLINC,Lincoln Middle School\nROOS,Roosevelt Elementary\n",
    "codes": "Code,Description\nU,Unexcused absence\nE,Excused absence\nT,Tardy\n",
    "periods": table(
        "Student ID,School ID,Date,Period,Code",
        [(ROSA, LINC, DAYS[0], n, "U" if n < 3 else "P") for n in range(1, 7)],
    ),
    "wide": f"Student ID,School ID,{DATED}\n{ROSA},LINC,P,P,U,P,P,P\n{MARCUS},LINC,P,E,,P,P,P\n",
    "minutes": table(
        "Student ID,School ID,Date,Code,Minutes Absent",
        [(ROSA, LINC, DAYS[0], "U", 90), (MARCUS, LINC, DAYS[1], "E", 390)],
    ),
    "numbered periods": "SC,ID,DT,AL,A0,A1,A2,A3\n"
    "1,1001,8/25/2025,,A,,,T\n1,1002,8/25/2025,A,A,A,A,A\n1,1001,8/26/2025,T,,,T,\n",
    "flags": table(
        "Student ID,School ID,Date,Absent,Tardy,Excused",
        [(ROSA, LINC, DAYS[0], 1, 0, 1), (MARCUS, LINC, DAYS[1], 0, 1, 0)],
    ),
    "day values": table(
        "Student ID,School ID,Date,Days Excused,Days Unexcused",
        [(ROSA, LINC, DAYS[0], "0.5", 0), (MARCUS, LINC, DAYS[1], 0, "1.00")],
    ),
    "hours": table(
        "Student ID,School ID,Date,Hours Present,Hours Possible",
        [(ROSA, LINC, DAYS[0], "6.5", "6.5"), (MARCUS, LINC, DAYS[1], 0, "6.5")],
    ),
    "months": table(
        "Student ID,School ID,Month,Days Enrolled,Days Absent",
        [(ROSA, LINC, "2025-09", 20, 2), (ROSA, LINC, "Oct 2025", 21, 0)],
    ),
    "no header": events(*[(ROSA, day, "U") for day in DAYS[:6]]).split("\n", 1)[1],
    "state record": "".join(
        f"STAS,T,,1,LINC,2025-26,90000{n},{n},Rosa,Delgado,20120905,F,Y,1,180,150,2,1,3,4,0,0\n"
        for n in (41001, 41002, 41003)
    ),
    "printed": "Attendance Report\nLincoln Middle School\n\n"
    + register(DAYS[:4]) + "Total rows,8\nPage 1 of 1\n",
}  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")
DELIMITERS = (",", ",", "\t", ";", "|")

CELLS = (
    "", " ", "\u00a0", "NULL", "\\N", "N/A", "-", "0", "-1", "1.5", "1e400", "NaN", "inf",
    "9" * 300, "1.23457E+11", "41001.0", '="00123"', "'00123", "=1+1", '=HYPERLINK("http://x")',
    "0/0/0", "2025-02-30", "0000-00-00", "99999-01-01", "0000-05", "13/2025", "0003-09-05",
    "2025-09-05T08:00:00Z", "9/5/25", "45540", "5 Sep 2025", "٢٠٢٥-٠٩-٠٥", "²", "😀",
    "👩‍👩‍👧", "محمد علي", "\u202eabc", "e\u0301", "\ufeff", "\u200b", "\u2028",
    "\x85", "\x0b", "\x1c", "\x7f", '"', '""', "'", "\\",
    '\\"', "\r", "\n", "{}", "{x}", "$path", "%s", "';--", "Total", "x" * 3000, "P\0P", "\x03end",
)  # fmt: skip


def damaged(random: Random) -> bytes:
    """A seed in some form, with up to five things done to it."""
    seed = random.choice(list(SEEDS.values()))
    delimiter, encoding = random.choice(DELIMITERS), random.choice(ENCODINGS)
    text = seed.replace(",", delimiter)
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        text = random.choice(TO_TEXT)(random, text, delimiter)
    data = text.encode(encoding, errors="replace")
    for _ in range(random.choice((0, 0, 1, 1, 2)) if text else 0):
        data = random.choice(TO_BYTES)(random, data)
    return data


# --- what happens to the text


def _lines(change):
    """A change of the list of lines."""

    def changed(random, text, delimiter):
        lines = text.split("\n")
        change(random, lines)
        return "\n".join(lines)

    return changed


def _drop(random, things):
    del things[random.randrange(len(things))]


def _double(random, things):
    things.insert(random.randrange(len(things)), random.choice(things))


def _swap(random, things):
    one, other = random.randrange(len(things)), random.randrange(len(things))
    things[one], things[other] = things[other], things[one]


def _columns(change):
    """The same change of the cells of every line."""

    def changed(random, text, delimiter):
        seed, lines = random.random(), []
        for line in text.split("\n"):
            cells = line.split(delimiter)
            change(Random(seed), cells)
            lines.append(delimiter.join(cells))
        return "\n".join(lines)

    return changed


def _cell(random, text, delimiter):
    lines = text.split("\n")
    number = random.randrange(len(lines))
    cells = lines[number].split(delimiter)
    cells[random.randrange(len(cells))] = random.choice(CELLS)
    lines[number] = delimiter.join(cells)
    return "\n".join(lines)


def _whole_column(random, text, delimiter):
    cell, place = random.choice(CELLS), random.randrange(5)
    header, *lines = text.split("\n")
    rows = [line.split(delimiter) for line in lines]
    for row in rows:
        if place < len(row):
            row[place] = cell
    return "\n".join([header, *map(delimiter.join, rows)])


def _quoted(random, text, delimiter):
    return "\n".join(
        delimiter.join(f'"{cell}"' for cell in line.split(delimiter)) for line in text.split("\n")
    )


def _letter(random, text, delimiter):
    place = random.randrange(len(text) + 1)
    letter = random.choice(
        ('"', "'", "\r", "\n", delimiter, "\0", "\\", chr(random.randrange(55000)))
    )
    return text[:place] + letter + text[place:]


def _mixed_ends(random, text, delimiter):
    return "".join(
        part + random.choice(("\n", "\r\n", "\r")) for part in text.split("\n")
    )  # fmt: skip


TO_TEXT = (
    _lines(_drop), _lines(_double), _lines(_swap), _columns(_drop), _columns(_double),
    _columns(_swap), _cell, _cell, _cell, _whole_column, _quoted, _letter, _letter, _mixed_ends,
    lambda random, text, delimiter: text.replace("\n", "\r\n"),
    lambda random, text, delimiter: text.replace("\n", "\r"),
    lambda random, text, delimiter: text.replace("\n", "\n\n"),
    lambda random, text, delimiter: text.replace("\n", delimiter + "\n"),
    lambda random, text, delimiter: text.replace("\n", delimiter * 3 + "x\n", 1),
    lambda random, text, delimiter: text.split("\n", 1)[-1],
    lambda random, text, delimiter: text.split("\n", 1)[0] + random.choice(("", "\n", "\n\n")),
    lambda random, text, delimiter: text.rstrip("\n"),
    lambda random, text, delimiter: text[: random.randrange(len(text) + 1)],
    lambda random, text, delimiter: text.replace(delimiter, random.choice(";|^~ "), 3),
    lambda random, text, delimiter: re.sub(r"2025-(\d\d)-(\d\d)", r"\1/\2/2025", text),
    lambda random, text, delimiter: delimiter * 40 + "\n" + text,
    lambda random, text, delimiter: text + text,
)  # fmt: skip


# --- what happens to the bytes


def _slice(random, data):
    first = random.randrange(len(data) + 1)
    return first, min(len(data), first + random.choice((1, 1, 2, 3, 10, 100)))


def _without(random, data):
    first, last = _slice(random, data)
    return data[:first] + data[last:]


def _again(random, data):
    first, last = _slice(random, data)
    return data[:last] + data[first:last] + data[last:]


def _between(random, data):
    place = random.randrange(len(data) + 1)
    return data[:place] + random.randbytes(random.choice((1, 1, 2, 8))) + data[place:]


def _nul(random, data):
    place = random.randrange(len(data) + 1)
    return data[:place] + b"\0" * random.choice((1, 1, 5)) + data[place:]


def _crossed(random, data):
    cells = bytearray(data)
    if cells:
        _swap(random, cells)
    return bytes(cells)


TO_BYTES = (
    _without, _again, _between, _nul, _crossed,
    lambda random, data: data[: random.randrange(len(data) + 1)],
    lambda random, data: b"\xef\xbb\xbf" + data,
    lambda random, data: b"\xff\xfe" + data,
)  # fmt: skip
