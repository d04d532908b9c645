"""References to characters (`&amp;`, `&#233;`), which hostile text makes longer than Python reads."""

from __future__ import annotations

import html
import re

#: Python refuses to read decimal numbers of thousands of digits; no character has more than seven.
_HUGE = re.compile(r"&#(?=[0-9]{8})")


def unescaped(markup: str) -> str:
    """The markup with references as their characters; those to numbers that are no characters stay as they are."""
    if "&#" not in markup:
        return html.unescape(markup)
    return line_feeds(html.unescape(_HUGE.sub("&amp;#", markup)))


def line_feeds(text: str) -> str:
    """The text with LF for every line end, as a document has it: references and escapes bring others back."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
