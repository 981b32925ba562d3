"""Reports of a run: a page that stands alone, Markdown, and a sheet of the cases."""

from qa.evaluation.report.write import FORMATS, check_report, render_report, write_report

__all__ = ["FORMATS", "check_report", "render_report", "write_report"]
