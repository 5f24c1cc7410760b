"""Characters that a document or another keyboard brings along: wide digits and signs, blanks that do not break."""

from __future__ import annotations

import re

from funneldsl.syntax import rules
from funneldsl.syntax.reading import Reading

_WIDE = "[\uff01-\uff20\uff3b-\uff40\uff5b-\uff5e]"
_PASTED = re.compile(
    r'"[^"\r\n]*"|[“”„‟][^“”„‟"\r\n]*[“”„‟"]|#[^\r\n]*'  # texts and comments stay as they are
    rf"|(?P<wide>(?![\uff10-\uff19](?<=[^\W\d_].)){_WIDE}+(?:[^\r\n#\"“”„‟]*{_WIDE})?)"
    r"|(?<=[0-9])(?P<blank>[\xa0\u2007\u2009\u202f])(?=%)"
)
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def with_plain_signs(reading: Reading) -> str:
    """The text with ordinary digits and signs in the place of wide ones; as long as it was."""
    text = reading.text
    return text if text.isascii() else _PASTED.sub(lambda match: _plain(reading, match), text)


def _plain(reading: Reading, match: re.Match[str]) -> str:
    if match["blank"] is not None:
        return " "
    if match["wide"] is None:
        return match[0]
    instead = match[0].translate(_PLAIN)
    start, end = match.span()
    reading.report(
        rules.SIGN,
        start,
        end,
        f"`{match[0]}` is written with wide signs",
        help=f"write `{instead}`",
        put=(start, end, instead),
    )
    return instead
