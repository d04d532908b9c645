"""The URL connectivity block of MDEClientAnalyzer.exe, inside a report or alone (`URLCheckLog.txt`, a paste).

Sample (each `*` line is 68 stars and a blank, and stands twice):

    Proxy config: Method=TelemetryProxyServer, address=proxy.contoso.com:8080
    Testing URL : https://winatp-gw-weu.microsoft.com/commands/test
    1 - Default proxy: Failed (12002: WinHttpSendRequest: 12002: The operation timed out)
    2 - Proxy auto discovery (WPAD): Failed (12180: WinHttpSendRequest: 12180: Auto-detection failed)
    3 - Proxy disabled: Succeeded (200)
    4.1 - Named proxy ( proxy.contoso.com:8080): Succeeded (407)
    5 - Command line proxy: Doesn't exist

`connectivity` reads a text that has the exact form by looking each block up among those already seen, and any
other text line by line; both give the same rows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mdeanalysis.formats import cloud_connection, gateway_block, psexec
from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.proxy_config import Config, parse_config
from mdeanalysis.formats.url_row import is_half, is_half_frame, is_half_label, parse_row, parse_url
from mdeanalysis.records import Attempt, Document, Format, ProxySetting, Reading, UrlBlock
from mdeanalysis.vocabulary import METHODS

_STAR_LINE = "*" * 68 + " "
_STARS = re.compile(r"\s*(?:>\s*)*\*{10,}\s*$")
_EXACT_URL = re.compile(r"(https?://[^\s<>]+)(\tNoPinning)?")
#: Texts remembered before the memory is given back.
_MEMO_SIZE = 200_000
_ODD_OUTCOMES = frozenset({"unknown", "missing"})


class Connectivity(NamedTuple):
    """What a text holds of the block; `index` and `rest` count its lines from 0, `rest` are all other lines."""

    blocks: list[tuple[UrlBlock, int]]
    config: Config | None
    rest: list[int]
    marks: set[str]


class _Rows(dict[str, Attempt | None]):
    """Row text -> its try, where it is one that is fully understood."""

    def __missing__(self, line: str) -> Attempt | None:
        whole = line[:1] in set("12345") and "\r" not in line and "\n" not in line
        attempt = parse_row(line, int(line[0])) if whole else None
        if attempt and (attempt.outcome in _ODD_OUTCOMES or METHODS[attempt.offset - 1] != attempt.method):
            attempt = None
        self[line] = attempt
        return attempt


class Blocks(dict[str, UrlBlock | None]):
    """Text after `Testing URL : ` -> its block, where it has the tool's exact form; `end` ends its lines."""

    def __init__(self, end: str) -> None:
        self.end = end
        #: What stands before each URL.
        self.separators = (_STAR_LINE + end) * 2

    def __missing__(self, text: str) -> UrlBlock | None:
        if len(self) > _MEMO_SIZE:
            forget()
        block = self[text] = self._parse(text)
        return block

    def _parse(self, text: str) -> UrlBlock | None:
        if not text.endswith(self.end + self.separators):
            return None
        url, *lines = text[: -len(self.separators)].split(self.end)
        found = _EXACT_URL.fullmatch(url)
        attempts = tuple(filter(None, map(_ROWS.__getitem__, lines[:-1])))
        if not found or [attempt.offset for attempt in attempts] != [1, 2, 3, 4, 5] or len(lines) > 6:
            return None
        return UrlBlock(found[1], found[2] is None, attempts)


_ROWS = _Rows()
_BLOCKS = Blocks("\n")
#: The same for texts whose lines all end at CRLF, as the tool writes them.
CRLF_BLOCKS = Blocks("\r\n")
_SAME: dict[tuple[str, bool, tuple[Attempt, ...]], UrlBlock] = {}


def forget() -> None:
    """Gives back the memory of the blocks seen so far."""
    _ROWS.clear()
    _BLOCKS.clear()
    CRLF_BLOCKS.clear()
    _SAME.clear()


def _one(url: str, pinned: bool, attempts: tuple[Attempt, ...]) -> UrlBlock:
    key = (url, pinned, attempts)
    return _SAME.get(key) or _SAME.setdefault(key, UrlBlock(url, pinned, attempts))


def connectivity(document: Document) -> Connectivity:
    """All URL blocks of a document, and which lines are none of them."""
    return exact(document) or tolerant(document)


def exact(document: Document) -> Connectivity | None:
    """The blocks of a text that has the producer's exact form throughout, else None."""
    head, *texts = document.text.split("Testing URL : ")
    if not texts or not head.endswith("\n" + _BLOCKS.separators) or len(last := texts[-1].split("\n", 6)) < 7:
        return None
    texts[-1] = "\n".join(last[:6]) + "\n" + _BLOCKS.separators
    blocks = [_BLOCKS[text] for text in texts]
    config = _config_before(head)
    if config is None or None in blocks:
        return None
    first = config.at + 3
    found = [(block, first + 8 * number) for number, block in enumerate(blocks) if block]
    after = first + 8 * len(blocks) - 2
    rest = [*range(config.at), *range(after, len(document.lines))]
    return None if _more_in(document.lines, rest, after) else Connectivity(found, config, rest, set())


def _more_in(lines: list[str], rest: list[int], after: int) -> bool:
    """Whether the lines around exact blocks hold more that the other reading would take."""
    if is_half_label(lines[after]) or is_half_frame(lines[-1]):
        return True
    return any(is_of_test(lines[index]) for index in rest)


def is_of_test(line: str) -> bool:
    """Whether a line, wherever it stands, is one of a block or the discovered proxy's."""
    return bool(
        ("://" in line and parse_url(line, fuzzy=True))
        or ("*****" in line and _STARS.match(line))
        or ("Proxy config:" in line and parse_config(line, 0))
    )


def _config_before(head: str) -> Config | None:
    start = head.rfind("Proxy config: Method=")
    if start < 0 or (start and head[start - 1] != "\n"):
        return None
    line, _, between = head[start:].partition("\n")
    config = parse_config(line, head.count("\n", 0, start))
    return config if between == _BLOCKS.separators else None


class _Scan:
    """The line-by-line reading: recognises what it can and leaves the rest."""

    def __init__(self, document: Document) -> None:
        self.lines = document.lines
        self.open_end = len(self.lines) - 1 if self.lines[-1] else -1
        self.blocks: list[tuple[str, bool, int, list[Attempt]]] = []
        self.config: Config | None = None
        self.rest: list[int] = []
        self.marks: set[str] = set()
        self.last = -1

    def run(self) -> Connectivity:
        for index, line in enumerate(self.lines):
            if self._take(line, index):
                self.last = index
            else:
                self.rest.append(index)
        self._judge_end()
        blocks = [self._block(*block) for block in self.blocks]
        return Connectivity(blocks, self.config, self.rest, self.marks)

    def _take(self, line: str, index: int) -> bool:
        if not line or line.isspace():
            return False
        if _STARS.match(line):
            return True
        url = parse_url(line, fuzzy=True) if "://" in line else None
        if index == self.open_end and (url or is_half_frame(line)):
            self.marks |= {"cut_in_test"} if url or "Testing" in line else set()
            return True
        if url:
            self.blocks.append((*url, index, []))
            return True
        return self._take_row(line, index) or self._take_config(line, index) or self._take_half_label(line, index)

    def _take_row(self, line: str, index: int) -> bool:
        if not self.blocks:
            return False
        _, _, start, attempts = self.blocks[-1]
        attempt = parse_row(line, index - start, fuzzy=True)
        if attempt is None or any(known.method == attempt.method for known in attempts):
            return False
        attempts.append(attempt)
        return True

    def _take_config(self, line: str, index: int) -> bool:
        config = parse_config(line, index) if self.config is None else None
        self.config = config or self.config
        return config is not None

    def _take_half_label(self, line: str, index: int) -> bool:
        """A run that was killed, or a text that was cut, may end within a label: no row comes of it."""
        if not 0 <= self.last == index - 1 or not is_half_label(line):
            return False
        self.marks.add("cut_in_test")
        return True

    def _judge_end(self) -> None:
        """A run that was killed, or a text that was cut, may leave half an answer in its last row."""
        if self.last < 0 or not (self.blocks or self.config):
            return
        start = self.blocks[-1][2] if self.blocks else -1
        if _STARS.match(self.lines[self.last]) and self.last > start:
            self.marks.add("cut_in_test")
        if not self.blocks:
            return
        attempts = self.blocks[-1][3]
        if attempts and attempts[-1].offset == self.last - start:
            answer = attempts[-1].message or ""
            if attempts[-1].outcome == "unknown" and is_half(answer):
                attempts[-1] = Attempt(0, attempts[-1].method, "missing")
                self.marks.add("cut_in_test")

    @staticmethod
    def _block(url: str, pinned: bool, start: int, attempts: list[Attempt]) -> tuple[UrlBlock, int]:
        found = {attempt.method: attempt for attempt in attempts}
        missing = {method: Attempt(0, method, "missing") for method in METHODS[:5]}
        rows = missing | {method: row for method, row in found.items() if row.outcome != "missing"}
        return _one(url, pinned, tuple(rows.values())), start


def tolerant(document: Document) -> Connectivity:
    """The blocks of any text: quoted, indented, without stars, garbled or cut."""
    if not any(map(_may_be_of_block, document.lines)):
        return Connectivity([], None, [*range(len(document.lines))], set())
    return _Scan(document).run()


@remembered
def _may_be_of_block(line: str) -> bool:
    """Whether a line may have a place in a block or above it. A row has none where no URL stands above it."""
    return is_of_test(line) or is_half_frame(line)


def fill(reading: Reading, found: Connectivity) -> None:
    """Puts blocks, the discovered proxy and marks into a reading."""
    start = reading.document.first_line
    reading.blocks = [(block, start + index) for block, index in found.blocks]
    reading.marks |= found.marks
    if any(block.is_cut for block, _ in found.blocks):
        reading.marks.add("cut_in_test")
    if found.config:
        config = found.config
        reading.proxy_settings.append(
            ProxySetting("discovered", config.kind, config.address, None, None, start + config.at)
        )
        reading.proxy_method = config.method
    reading.understood += len(reading.document.lines) - len(found.rest)


def add_policy(reading: Reading) -> None:
    """The policy's proxy as rows 4 and 4.1 print it, where no registry table does; all in order of their lines."""
    settings = reading.proxy_settings
    if all(setting.scope != "telemetry_policy" for setting in settings):
        named = ((block.named_proxy, line) for block, line in reading.blocks)
        if found := next(((row, line) for row, line in named if row), None):
            row, line = found
            where = line + row.offset
            settings.append(ProxySetting("telemetry_policy", "static", row.proxy_address, None, None, where))
    settings.sort(key=lambda setting: setting.line)


def parse(document: Document) -> Reading:
    """A text that holds URL blocks, what PsExec says around them, and perhaps other agents' tests."""
    reading = Reading(document, ("url_block",), context=context_of(document))
    found = connectivity(document)
    fill(reading, found)
    add_policy(reading)
    unknown = UnknownLines(reading)
    for index in other_tests(reading, found.rest, unknown):
        line = document.lines[index]
        if not line.strip():
            continue
        if not line.strip(" \t>") or psexec.understand(line, reading, document.first_line + index):
            reading.understood += 1
        else:
            unknown.add("connectivity", index, line)
    unknown.report()
    if "cut_in_test" in found.marks or (found.blocks and found.blocks[-1][0].is_cut):
        report_cut(reading, "it ends within a URL's rows")
    elif not found.blocks:
        reading.marks.add("no_endpoints")
    return reading


def other_tests(reading: Reading, rest: list[int], unknown: UnknownLines) -> list[int]:
    """Takes the tests of down-level Windows among the lines `rest`; gives those that are none of them."""
    lines = reading.document.lines
    text = reading.document.text
    if gateway_block.may_hold(text):
        gateways = gateway_block.gateways(lines, rest)
        gateway_block.fill(reading, gateways)
        reading.formats += ("gateway_block",) if len(gateways.rest) < len(rest) else ()
        rest = gateways.rest
    if cloud_connection.may_hold(text):
        hosts = cloud_connection.connections(lines, rest)
        cloud_connection.fill(reading, hosts, unknown)
        reading.formats += ("cloud_connection",) if len(hosts.rest) < len(rest) else ()
        rest = hosts.rest
    return rest


def matches(document: Document) -> bool:
    """A line that announces a URL, or the tool's own first line."""
    text = document.text
    if "Testing" not in text and "Proxy config: Method=" not in text:
        return False
    return any(map(_announces, document.lines))


@remembered
def _announces(line: str) -> bool:
    """Whether a line announces a URL or the discovered proxy."""
    return bool(parse_url(line) or parse_config(line, 0))


FORMAT = Format("url_block", "URL connectivity block", 90, matches, parse, forget=forget)
