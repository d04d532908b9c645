"""What differs between the lines of two devices that say the same: values, stamps, hosts, ids and numbers.

Lines that differ in nothing else have one key. Whether the rest of a line decides nothing where it stands is judged
by the section that reads it (`Section.free`).
"""

from __future__ import annotations

import re

from mdeanalysis.formats.text_report.items import canonical, clean
from mdeanalysis.formats.text_report.section import TELLING
from mdeanalysis.formats.text_report.titles import title_of
from mdeanalysis.formats.url_block import is_of_test

#: Begins the key of a line that has something apart; no text holds it.
APART = "\0"
STAMP_LENGTH = len("2022-04-28 09:56:01")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?=Z \[)")
_HOST = re.compile(
    r"(Copying authentication key to |Connecting with PsExec service on "
    r"|Starting [A-Z]:\\[^:]* on |[\w.]+ exited on )"
    r"([\w-]{1,63})(\.\.\.| with error code -?\d+\.)"
)
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Unfit(Exception):  # noqa: N818
    """A report that has not the tool's exact form."""


class _Names(dict[str, "str | None"]):
    """What stands before a line's first colon -> a key, where it names an item that only states its value."""

    def __missing__(self, name: str) -> str | None:
        known = canonical(name) if name[:1].isalpha() and not name[-1:].isspace() else None
        key = self[name] = None if known is None or known in TELLING else APART + name
        return key


class Keys(dict[str, str]):
    """Line -> key; `stated` keeps what the lines of items state. Raises Unfit at a line that no section may have."""

    def __init__(self) -> None:
        self.stated: dict[str, str | None] = {}
        self._names = _Names()

    def __missing__(self, line: str) -> str:
        if line[:1] == "2" and has_stamp(line):
            key = APART + line[STAMP_LENGTH:]
        else:
            name, colon, value = line.partition(":")
            if named := self._names[name] if colon else None:
                key = named
                self.stated[line] = clean(value)
            else:
                key = _key(line)
        if "\r" in line or "\n" in line:
            raise Unfit
        self[line] = key
        return key

    def forget(self) -> None:
        """Gives back the lines seen so far."""
        self.clear()
        self.stated.clear()


def has_stamp(line: str) -> bool:
    """Whether an event's stamp begins the line."""
    return _STAMP.match(line) is not None


def _key(line: str) -> str:
    """The key of a line that is neither an event nor a plain item."""
    if (" on " in line or " to " in line) and (host := _HOST.fullmatch(line)):
        return APART + host[1] + APART + host[3]
    if is_of_test(line) or ("######" in line and title_of(line) and line[0] != "#"):
        raise Unfit
    free = _NUMBER.sub(APART, line)
    return line if free == line else APART + free
