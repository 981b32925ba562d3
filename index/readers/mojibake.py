"""Text that was decoded in the wrong encoding ("donâ€™t"), set right by ftfy, which only this file imports."""

from functools import cache
from typing import Any


def repaired(text: str) -> str:
    """`text` with what is plainly mojibake as it was written ("don’t"); anything else stays as it is.

    Nothing but encodings is mended: quotes stay curly or straight, composed and decomposed letters, ligatures, HTML
    entities and white space stay, and so does mojibake of which a byte is lost. Line by line, in linear time.
    """
    if text.isascii():
        return text
    from ftfy import fix_text
    from ftfy.badness import is_bad

    return fix_text(text, _encodings_only()) if is_bad(text) else text


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
