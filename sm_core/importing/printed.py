"""What the command line prints of an import."""

import json

from sm_core.importing.report import REASONS, FileReport


def printed(reports: list[FileReport], dry_run: bool, as_json: bool) -> str:
    """The reports as JSON, as the mapping to save and give back, or as words."""
    if as_json:
        return json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=1)
    if dry_run:
        return "\n".join(f"# {_summary(report)}\n{report.mapping}" for report in reports)
    return "\n".join(line for report in reports for line in _lines(report))


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
