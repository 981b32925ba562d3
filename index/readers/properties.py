"""What office programs write into a document's properties, as far as it says something about the article."""

import re
from datetime import datetime

from index.readers.clean import clean_line
from index.readers.dates import parse_date
from index.values import format_date

_FILE_NAME = re.compile(
    r"[^\s]*\.(?:docx?|odt|rtf|txt|pdf|indd|qxp|qxd|pub|pages|tex|dvi|html?|pptx?|xlsx?)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"(?:untitled|no title|title|document|word document|dokument|slide|presentation|powerpoint presentation|page|"
    r"blank page|print|layout|scan|\(anonymous\)|unknown|none|null)?[\W\d_]*",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:admin|administrator|user|owner|author|unknown|anonymous|none|microsoft office user|windows user|office|pc|"
    r"python-docx)?[\W\d_]*",
    re.IGNORECASE,
)


def document_title(value: object) -> str:
    """A document's own title; "" when it is missing, a placeholder or the name of a file."""
    title = clean_line(value) if isinstance(value, str) else ""
    is_name = _FILE_NAME.fullmatch(title) or title.lower().startswith("microsoft word - ")
    return "" if is_name or _PLACEHOLDER.fullmatch(title) else title


def document_authors(value: object) -> list[str]:
    """A document's authors, divided by semicolons; none that only says that nobody set it."""
    names = clean_line(value).split(";") if isinstance(value, str) else []
    return [name.strip() for name in names if not _NOBODY.fullmatch(name.strip())]


def file_dates(created: datetime | None, modified: datetime | None) -> dict[str, str]:
    """When the file was made and changed, for an article's metadata.

    Neither is when the article was published: a story saved or printed years later has the later date, and a wrong
    date is worse than none.
    """
    dates = {}
    for key, moment in (("file_created", created), ("file_modified", modified)):
        try:
            shown = format_date(parse_date(moment))
        except (ValueError, OverflowError):  # outside the calendar
            shown = None
        if shown:
            dates[key] = shown
    return dates
