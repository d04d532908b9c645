"""Text as it reads once escapes are undone: percent signs, entities, backslashes, signs that nobody sees."""

from __future__ import annotations

import html
import re
from array import array
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_ESCAPE = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)"
    r"|(?P<unit>(?:\\u[0-9A-Fa-f]{4})+)|(?P<byte>\\x[0-9A-Fa-f]{2})|(?P<slash>\\[\\/])|(?P<unseen>[\0\ufeff\u200b-\u200d\u2060\u00ad]+)"
)
_MARKS = re.compile(r"%[0-9A-Fa-f]{2}|&[#A-Za-z]|\\[ux\\/]|[\0\ufeff\u200b-\u200d\u2060\u00ad]")
#: Escapes of escapes, such as XML within XML.
MOST_LEVELS = 4


class View(NamedTuple):
    """A text without its escapes; letter `i` comes from `at[i]` to `at[i + 1]` of the text as it stands."""

    text: str
    at: array[int] | None


def views(text: str) -> list[View]:
    """The text itself, then the same with one level of escapes less each, as long as there are any."""
    found = [View(text, None)]
    while len(found) <= MOST_LEVELS and _MARKS.search(found[-1].text):
        inner = _undone(found[-1])
        if inner.text == found[-1].text:
            break
        found.append(inner)
    return found


def _undone(view: View) -> View:
    pieces: list[str] = []
    at = array("L")
    outer = view.at
    place = 0

    def take(text: str, starts: range | list[int]) -> None:
        pieces.append(text)
        at.extend(starts if outer is None else [outer[start] for start in starts])

    for match in _ESCAPE.finditer(view.text):
        take(view.text[place : match.start()], range(place, match.start()))
        letters, widths = _letters(match)
        starts, start = [], match.start()
        for width in widths:
            starts.append(start)
            start += width
        take(letters, starts)
        place = match.end()
    take(view.text[place:], range(place, len(view.text)))
    at.append(len(view.text) if outer is None else outer[len(view.text)])
    return View("".join(pieces), at)


def _letters(match: re.Match[str]) -> tuple[str, list[int]]:
    """What an escape stands for, and how much of it each letter takes."""
    text = match[0]
    if match["percent"]:
        return _percent(text)
    if match["entity"]:
        letters = html.unescape(text)
        return letters, [len(text), *[0] * (len(letters) - 1)]
    if match["unit"]:
        units = b"".join(int(text[i + 2 : i + 6], 16).to_bytes(2, "little") for i in range(0, len(text), 6))
        letters = units.decode("utf-16-le", "surrogatepass")
        return letters, [12 if ord(letter) > 0xFFFF else 6 for letter in letters]
    if match["byte"]:
        return chr(int(text[2:], 16)), [4]
    return (text[1], [2]) if match["slash"] else ("", [])


def _percent(text: str) -> tuple[str, list[int]]:
    data = unquote_to_bytes(text)
    try:
        letters = data.decode("utf-8")
        return letters, [3 * len(letter.encode()) for letter in letters]
    except UnicodeDecodeError:
        return data.decode("latin-1"), [3] * len(data)
