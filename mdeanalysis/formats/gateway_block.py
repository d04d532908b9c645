"""The gateway test of down-level Windows (`MDEClientAnalyzerPreviousVersion.exe`), inside a report or alone.

Sample (a failure stands between two lines of 65 hashes; one more such line ends the test):

    ###################### Validation of MDE GateWays #################
    Using OMS proxy http://proxy.contoso.com:8080
    Test URLhttps://winatp-gw-weu.microsoft.com/commands/test : Certificate Issuer is Microsoft CA : Test result is OK

    #################################################################

     Test for URL https://winatp-gw-neu.microsoft.com/commands/test is failed ,Error Message : The operation timed out
    Hresult: -2146233079
    InnerException:
    Data : System.Collections.ListDictionaryInternal+NodeKeyValueCollection
    Data : System.Collections.ListDictionaryInternal
    Secure channel:SecureChannelFailure
    status:Timeout

    #################################################################
    #################################################################

`Secure channel` is the same for every failure and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mdeanalysis.formats import cloud_connection
from mdeanalysis.formats.gateway_line import NO_LIST, NO_TLS, UNSUPPORTED, block_of, line_of
from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.records import Document, Fact, Format, ProxySetting, Reading, UrlBlock

#: Of exceptions that the tool prints without saying for which URL.
SECTION = "Validation of MDE GateWays"
#: The report's own header above the test.
_ABOVE = re.compile(r"#{6,}\s+Connectivity details for Command and Control\s", re.IGNORECASE)
#: Hashes in the tool's rules, and the fewest in the report's, which stand around the tool's output.
_OWN_RULE, _REPORT_RULE = 65, 70
_PROXY = re.compile(r"Using OMS proxy (\S+)$")
_BEGINNINGS = ("Test URLhttps://", "Test URLhttp://", "Test for URL https://", "Test for URL http://")
_HINTS = ("Test URL", "Test for URL", "Validation of M", "Validation of W", NO_LIST)


class Gateways(NamedTuple):
    """What lines hold of the test; all numbers are indexes of lines, `rest` are the lines that are none of it.

    `understood` counts the others.
    """

    blocks: list[tuple[UrlBlock, int]]
    proxies: list[tuple[str, int]]
    exceptions: list[tuple[str, int]]
    unsupported: list[tuple[str, int]]
    rest: list[int]
    understood: int
    marks: set[str]


class _Scan:
    """Reads the lines at `indexes`. `mode` says how the test around a line was told.

    `titled` by the tool's first line (so that its last rule must come), `headed` by the report's header, `loose`
    by a gateway's own lines; empty outside.
    """

    def __init__(self, lines: Sequence[str], indexes: Iterable[int] | None) -> None:
        self.indexes = list(range(len(lines)) if indexes is None else indexes)
        self.lines = [line_of(lines[index]) for index in self.indexes]
        self.texts = [line.text for line in self.lines]
        self.open_end = bool(lines and lines[-1]) and self.indexes[-1:] == [len(lines) - 1]
        self.found = Gateways([], [], [], [], [], 0, set())
        self.taken: set[int] = set()
        self.others: list[int] = []
        self.mode = ""
        self.proxy: str | None = None
        self.failing = self.heard = False

    def run(self) -> Gateways:
        at = 0
        while at < len(self.texts):
            at = self._step(at) if self.mode or self.lines[at].may_count else at + 1
        self._close(whole=False)
        rest = [index for at, index in enumerate(self.indexes) if at not in self.taken]
        return self.found._replace(rest=rest, understood=len(self.taken))

    def _step(self, at: int) -> int:
        """Reads what begins at `at`, and says where to go on."""
        text = self.texts[at]
        if self.lines[at].is_entry:
            return self._entry(at)
        if text and not (self._frame(at, text) or self._sentence(at, text)):
            self._other(at)
        return at + 1

    def _entry(self, at: int) -> int:
        failing = self.lines[at].is_failure
        end, last = self._end(at, failing)
        method, half = ("oms_proxy" if self.proxy else "agent"), self.open_end and end == len(self.texts)
        texts = tuple(self.texts[at:end])
        block = block_of(texts, method, self.proxy, last=last, half=half)
        if block is None or block.is_cut:
            self.found.marks.add("cut_in_test")
        if block:
            self.found.blocks.append((block, self.indexes[at]))
        self.taken.update([number for number, text in enumerate(texts, start=at) if text])
        self._keep_others()
        self.mode, self.failing, self.heard = self.mode or "loose", failing, True
        return end

    def _end(self, at: int, failing: bool) -> tuple[int, bool]:
        """Where the entry at `at` ends, and whether nothing of the test follows it.

        Bodies, exceptions and headers hold blank lines of their own; a body's own last line is blank, and what
        stands between that and the next entry is an exception of another URL.
        """
        first = final = len(self.texts)
        for end in range(at + 1, len(self.texts)):
            line = self.lines[end]
            if not line.text:
                first, final = min(first, end), end
            elif not line.telling:
                continue
            elif failing and line.is_status:
                first = len(self.texts)
            elif line.is_entry or line.ends_entry or self._is_rule(end):
                whole = self.mode in {"titled", "headed"} or (failing and self._is_rule(end))
                stop = (end if failing else min(final, end)) if whole else min(first, end)
                return stop, self._is_rule(end) and len(line.text) >= _REPORT_RULE
            elif line.is_header or line.is_title:
                return min(first, end), True
        return first, not any(self.texts[first:])

    def _is_rule(self, at: int) -> bool:
        """Whether a line is a rule, or the beginning of one that the text's end cuts off."""
        text = self.texts[at]
        return self.lines[at].is_rule or (text[:1] == "#" and self._is_half(at) and text.strip("#") == "")

    def _is_half(self, at: int) -> bool:
        return self.open_end and at == len(self.texts) - 1

    def _is_half_entry(self, at: int) -> bool:
        half = self.mode != "" and self._is_half(at)
        return half and any(beginning.startswith(self.texts[at]) for beginning in _BEGINNINGS)

    def _frame(self, at: int, text: str) -> bool:
        """Titles, rules and the report's headers."""
        if text[0] not in "#Vv":
            return False
        if self.lines[at].is_title:
            self._close(whole=False)
            self.mode, self.heard, self.proxy = "titled", False, None
            self.taken.add(at)
        elif self._is_rule(at):
            self._rule(at, len(text))
        elif self.lines[at].is_header:
            self._close(whole=False)
            self.mode, self.proxy = ("headed" if _ABOVE.match(text) else ""), None
        else:
            return False
        return True

    def _rule(self, at: int, length: int) -> None:
        """A rule stands before and behind a failure, and at the test's end; longer ones are the report's."""
        if length >= _REPORT_RULE:
            self._keep_others()
            self._close(whole=False)
            return
        if self.mode and self._is_half(at) and length < _OWN_RULE:
            self.taken.add(at)
            self.found.marks.add("cut_in_test")
            return
        behind = next((next_ for next_ in range(at + 1, min(at + 4, len(self.texts))) if self.texts[next_]), at)
        opens = self.lines[behind].is_failure or (behind > at and self._is_half_entry(behind))
        if opens or self.mode:
            self.taken.add(at)
        if opens or self.failing:
            self.failing = False
            return
        self._keep_others()
        self._close(whole=True)

    def _sentence(self, at: int, text: str) -> bool:
        """The tool's own sentences."""
        if found := _PROXY.match(text):
            if not self._is_half(at):
                self.proxy = found[1]
                self.found.proxies.append((found[1], self.indexes[at]))
        elif text.startswith(NO_LIST):
            self._no_list(at)
        elif self.mode and text.startswith(NO_TLS):
            self.found.marks.add("tls12_missing")
            if not self._is_half(at):
                self.found.unsupported.append((text.removeprefix(UNSUPPORTED).lstrip(", "), self.indexes[at]))
            self.heard = True
            self._keep_others()
        elif not (text.startswith("* ") and self.mode and "tls12_missing" in self.found.marks):
            return False
        self.taken.add(at)
        return True

    def _no_list(self, at: int) -> None:
        """The line above is the system's message about the list, and names it in every language."""
        above = at - 1
        if not self.mode and above >= 0 and above not in self.taken and "endpoints.txt" in self.texts[above]:
            self.others.append(above)
        self._keep_others()
        self.found.marks.add("no_endpoints")
        self.mode = self.mode and "headed"  # the tool gives up here and prints no last rule

    def _other(self, at: int) -> None:
        """A line that is nothing else is an exception's message, if the test is told to be around it."""
        around = self.mode in {"titled", "headed"}
        if self._is_half_entry(at) or (around and self._is_half(at)):
            self.found.marks.add("cut_in_test")
            self.taken.add(at)
        elif around:
            self.others.append(at)
        else:
            self.mode, self.failing = "", False

    def _keep_others(self) -> None:
        if not self.others:
            return
        self.taken.update(self.others)
        self.heard = True
        self.found.exceptions.extend((self.texts[at], self.indexes[at]) for at in self.others)
        self.others.clear()

    def _close(self, *, whole: bool) -> None:
        """The test ends here; without its last rule it was cut off."""
        if self.mode == "titled" and not whole:
            self.found.marks.add("cut_in_test")
        elif self.mode == "titled" and not self.heard:
            self.found.marks.add("no_endpoints")
        self.others.clear()
        self.mode, self.failing = "", False


def gateways(lines: Sequence[str], indexes: Iterable[int] | None = None) -> Gateways:
    """The gateway tests among the lines at `indexes` (all, where none are given)."""
    return _Scan(lines, indexes).run()


def may_hold(text: str) -> bool:
    """Whether it is worth looking for a gateway test in a text."""
    return any(hint in text for hint in _HINTS)


def fill(reading: Reading, found: Gateways) -> None:
    """Puts gateways, the agent's proxy, exceptions and marks into a reading."""
    start = reading.document.first_line
    reading.blocks += [(block, start + index) for block, index in found.blocks]
    oms = [ProxySetting("oms", "static", address, None, None, start + index) for address, index in found.proxies]
    reading.proxy_settings += oms
    reading.facts += [Fact(SECTION, "Exception", text, None, start + index) for text, index in found.exceptions]
    reading.facts += [Fact(SECTION, UNSUPPORTED, text, None, start + index) for text, index in found.unsupported]
    reading.marks |= found.marks
    reading.understood += found.understood


def parse(document: Document) -> Reading:
    """A text that holds the gateway test, and perhaps the cloud connection test, without a report around them."""
    reading = Reading(document, ("gateway_block",), context=context_of(document))
    found = gateways(document.lines)
    fill(reading, found)
    unknown = UnknownLines(reading)
    tests = cloud_connection.connections(document.lines, found.rest)
    if len(tests.rest) < len(found.rest):
        reading.formats += ("cloud_connection",)
        cloud_connection.fill(reading, tests, unknown)
    cloud_connection.count_rest(reading, tests.rest, unknown)
    unknown.report()
    if "cut_in_test" in reading.marks:
        report_cut(reading, "it ends within the gateway test")
    return reading


def matches(document: Document) -> bool:
    """The test's title, a line that tells of one gateway, or the complaint that there is no list of them."""
    if not may_hold(document.text):
        return False
    lines = map(line_of, document.lines)
    return any(line.is_entry or line.is_title or line.text.startswith(NO_LIST) for line in lines)


FORMAT = Format("gateway_block", "gateway block", 92, matches, parse)
