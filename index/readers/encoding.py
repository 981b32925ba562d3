"""Which encoding a page or a feed says it is in: by its HTTP header, its XML declaration or its <meta>."""

import re

# Only encodings whose decoding is plain and takes linear time: a page can declare anything.
_NAME = r"(windows-125[0-8]|iso-8859-(?:1[013-6]|[1-9])|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr)"
_DECLARED = re.compile(
    rf"(?:<meta[^>]{{0,200}}charset|<\?xml[^>]{{0,100}}encoding)\s*=\s*[\"']?\s*{_NAME}\b".encode(), re.IGNORECASE
)
_KNOWN = re.compile(_NAME, re.IGNORECASE)
_READ_AS = {"iso-8859-1": "windows-1252", "gb2312": "gb18030"}  # as browsers do: the wider encoding is what is meant
_HEAD = 4096


def declared_encoding(data: bytes, header: str | None = None) -> str | None:
    """The encoding that the HTTP `header` names, else the one at the beginning of `data`; None for none, or UTF-8."""
    if header and _KNOWN.fullmatch(header):
        name = header.lower()
    else:
        declared = _DECLARED.search(data[:_HEAD])
        name = declared[1].decode("ascii").lower() if declared else ""
    return _READ_AS.get(name, name) or None
