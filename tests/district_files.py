"""A District of slow_versions as the CSV files and MAP.toml that say the same."""

import csv
import io

from slow_versions import CODE_PORTIONS, MEANINGS

ENROLLMENT = ("student_id", "school_id", "grade", "entry_date", "exit_date")
CALENDAR = ("school_id", "date", "day_type")
EVENTS = ("student_id", "school_id", "date", "code", "portion")
REGISTER = (*EVENTS, "grade")


def files_of(district):
    """File name to text, enrollment and calendar first."""
    files = {}
    if district.stretches is not None:
        files["enrollment.csv"] = csv_text(ENROLLMENT, enrollment_lines(district.stretches))
    if district.calendar is not None:
        files["calendar.csv"] = csv_text(CALENDAR, calendar_lines(district.calendar))
    if district.is_register:
        files["register.csv"] = csv_text(REGISTER, [(*row_line(r), r.grade) for r in district.rows])
    else:
        files["events.csv"] = csv_text(EVENTS, [row_line(r) for r in district.rows])
    return files


def mapping_of(district):
    exit_date = "inclusive" if district.exit_inclusive else "exclusive"
    lines = ['date_order = "ymd"', f'exit_date = "{exit_date}"', "", "[codes]"]
    lines += [f'"{code}" = {code_meaning(code)}' for code in MEANINGS]
    for name in files_of(district):
        lines += ["", f'[files."{name}"]', f'layout = "{name.removesuffix(".csv")}"']
        if district.covers and name in ("events.csv", "register.csv"):
            lines.append('covers = ["{}", "{}"]'.format(*district.covers))
    return "\n".join(lines) + "\n"


def code_meaning(code):
    if code not in CODE_PORTIONS:
        return f'"{MEANINGS[code]}"'
    return f'{{ meaning = "{MEANINGS[code]}", portion = {float(CODE_PORTIONS[code]):g} }}'


def enrollment_lines(stretches):
    return [(s.student, s.school, s.grade, s.entry, s.exit or "") for s in stretches]


def calendar_lines(calendar):
    return [
        (school, day, "Instructional day")
        for school, days in sorted(calendar.items())
        for day in sorted(days)
    ]


def row_line(row):
    portion = "" if row.portion is None else f"{float(row.portion):g}"
    return row.student, row.school, row.day, row.code, portion


def csv_text(header, lines):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()
