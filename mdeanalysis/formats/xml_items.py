"""The items of an XML report in the tool's own layout, looked up among those read before.

The tools write one item after the other, each indented by four blanks below its section. Such items are cut out as
text. What is left of the document, with one mark for the items that stand together, is read by the XML parser as any
other document is, so that only what it takes for elements counts as items. A document with anything else in it is
none of this module's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar
from xml.parsers import expat

from mdeanalysis.formats.memory import Known
from mdeanalysis.formats.references import line_feeds

Row = TypeVar("Row")

_BEGINS = re.compile(r"\n    <(?=[A-Za-z])")
_NAME = r"[A-Za-z_][A-Za-z0-9_]*+"
#: Letters that XML allows and the parser leaves as they are.
_LETTER = r"[^<>&\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_TEXT = rf"(?:{_LETTER}|&[A-Za-z0-9#]++;)*+"
_CHILD = re.compile(rf"<(?P<name>{_NAME})(?: ?/>|>(?P<text>{_TEXT})</(?P=name)>)")
_ITEM = re.compile(
    rf'(?P<tag>{_NAME})(?: (?P<name>{_NAME})="(?P<value>[^<>&"\x00-\x1f\ud800-\udfff\ufffe\uffff]*+)")?+>'
    rf"(?P<inner>{_TEXT}(?:<(?P<child>{_NAME})(?: ?/>|>{_TEXT}</(?P=child)>){_TEXT})*+)</(?P=tag)>"
)
_MARK = "mdeanalysis-items"
#: Items and frames that are kept, and the letters of the longest of them.
_MOST, _LONGEST = 20_000, 2_000
_MOST_FRAMES = 200


class Element:
    """An element with its own text and, by tag, that of its children."""

    __slots__ = ("_made", "attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.text: list[str] = []
        self.children: dict[str, str] = {}
        self._made: tuple[object, Any] = None, None

    @property
    def own_text(self) -> str:
        """The text between the element's tags, without that of its children."""
        return line_feeds("".join(self.text)).strip()

    def made(self, make: Callable[[Element], Row]) -> Row:
        """What a format makes of it, made but once."""
        if self._made[0] is not make:
            self._made = make, make(self)
        return self._made[1]  # type: ignore[no-any-return]


#: Takes an element that has ended, the tags of those around it, the root's first, and its line.
Take = Callable[[Element, Sequence[str], int], None]


class _Item(NamedTuple):
    """An element as text: how many lines end in it, and what of its section stands behind it."""

    element: Element
    line_ends: int
    tail: str


class Items:
    """What one format has read; `leaves` tells that its items have no children."""

    def __init__(self, *, leaves: bool = False) -> None:
        self._leaves = leaves
        self._known = Known(self._read, _LONGEST, _MOST)

    def take(self, text: str, first_line: int, take: Take) -> bool:
        """Hands the items of a whole document to `take`; False, with nothing handed, where it has another layout."""
        head, *texts = _BEGINS.split(text)
        items = list(map(self._known.__getitem__, texts))
        if not items or None in items:
            return False
        found = [item for item in items if item]
        around = _FRAMES[f"<{_MARK}/>".join([head, *(item.tail for item in found if item.tail)])]
        if around is None:
            return False
        at, line = 0, first_line + head.count("\n") + 1
        for element, line_ends, tail in found:
            take(element, around[at], line)
            line += line_ends + 1
            at += tail != ""
        return True

    def _read(self, text: str) -> _Item | None:
        found = _ITEM.match(text)
        if found is None or (self._leaves and found["child"]):
            return None
        element = Element(found["tag"], {found["name"]: found["value"]} if found["name"] else {})
        try:
            element.text = [_plain(_CHILD.sub("", found["inner"]))]
            for child in _CHILD.finditer(found["inner"]):
                element.children[child["name"]] = _plain(child["text"] or "").strip()
        except expat.ExpatError:
            return None
        return _Item(element, text.count("\n"), text[found.end() :])


def _plain(text: str) -> str:
    """A text with its references as their characters, which the XML parser knows best."""
    if "&" not in text:
        return text
    parts: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.CharacterDataHandler = parts.append
    parser.Parse(f"<x>{text}</x>".encode(), True)
    return line_feeds("".join(parts))


def _read_frame(text: str) -> tuple[tuple[str, str], ...] | None:
    """For the items at each mark the tags around them: root and section; None for a document of another layout."""
    open_: list[str] = []
    found: list[tuple[str, ...]] = []
    plain = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal plain
        if tag == _MARK:
            found.append(tuple(open_))
        elif len(open_) > 1 or (open_ and attributes):
            plain = False
        open_.append(tag)

    def refuse(*_: object) -> None:
        nonlocal plain
        plain = False

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return None
    marks = [around for around in found if len(around) == 2]
    whole = plain and len(marks) == text.count(f"<{_MARK}")
    return tuple((root, section) for root, section in marks) if whole else None


_FRAMES = Known(_read_frame, _LONGEST, _MOST_FRAMES)
