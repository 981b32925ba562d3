"""Text that was decoded in the wrong encoding ("donâ€™t"), set right by ftfy, which only this file imports."""

import re
from functools import cache
from typing import Any

# “SÓ AMANHÔ: a word in capitals and the quotation mark after it, which ftfy takes for one letter (Ô).
_AMANHA = re.compile("(?<=[A-ZÀ-Þ“«][ÂÃ])(?=[”»›–—](?!\\w))")


def repaired(text: str) -> str:
    """`text` with what is plainly mojibake as it was written ("don’t"); anything else stays as it is.

    Nothing but encodings is mended: quotes stay curly or straight, composed and decomposed letters, ligatures, HTML
    entities and white space stay, and so does mojibake of which a byte is lost. Line by line, in linear time.
    """
    if text.isascii():
        return text
    from ftfy import fix_text
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    return "".join(fix_text(part, _encodings_only()) for part in _AMANHA.split(text))


@cache
def _encodings_only() -> Any:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        replace_lossy_sequences=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
