"""What the command line prints of an import."""

import json
from collections.abc import Iterator

from sm_core.importing.report import REASONS, FileReport


def printed(reports: list[FileReport], dry_run: bool, as_json: bool) -> str:
    """The reports as JSON, as the mapping to save and give back, or as words."""
    if as_json:
        return json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=1)
    if dry_run:
        return "\n".join(_mappings(reports))
    return "\n".join(line for report in reports for line in _lines(report))


def _mappings(reports: list[FileReport]) -> Iterator[str]:
    """A section for each file; a name stands for one file only, the first of that name."""
    told = set()
    for report in reports:
        twin = report.file in told
        yield f"# {_summary(report)}" + (", as the file of the same name above" if twin else "")
        yield "" if twin else report.mapping
        told.add(report.file)


def _lines(report: FileReport) -> list[str]:
    return [
        _summary(report) + (f", upload {report.upload_id}" if report.upload_id else ""),
        *(f"  {lines:,} set aside: {REASONS[why]}" for why, lines in report.rejected.items()),
        *(f"  {said}" for said in (*report.warnings, *report.notes)),
    ]


def _summary(report: FileReport) -> str:
    if report.problems or report.questions:
        return f"{report.file}: not used yet"
    layout = (report.layout or "not needed").replace("_", " ")
    return f"{report.file}: {layout}, {report.rows_kept:,} of {report.rows_read:,} rows kept"
