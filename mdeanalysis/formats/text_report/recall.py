"""Sections read before: a fleet's reports repeat theirs, but for what each device alone has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from mdeanalysis.formats import psexec
from mdeanalysis.formats.text_report.apart import APART, STAMP_LENGTH, Keys, Unfit, has_stamp
from mdeanalysis.formats.text_report.chain import Sights, sights_of
from mdeanalysis.formats.text_report.section import Place, Section
from mdeanalysis.formats.text_report.titles import LEAST_HASHES, OTHER_TESTS, TEST, normal, title_of
from mdeanalysis.passages import Part, Passage, joined
from mdeanalysis.records import UrlBlock

END = "\r\n"
HASHES = "#" * LEAST_HASHES
#: Every sentence about certificates has one of these.
_OF_CHAIN = ("issuer for http", "CA chain for http")
#: Passages remembered before all are given back.
_MOST = 20_000


#: The place of a section that begins with its header, which names it.
_NAMELESS = Place("", "", Sights())


class Recall:
    """Texts and lines are kept for a batch, passages until there are too many."""

    def __init__(self) -> None:
        self._keys = Keys()
        self._texts: dict[object, Part] = {}
        self._passages: defaultdict[Place, dict[tuple[str, ...], Passage]] = defaultdict(dict)
        #: Of them those that stand for all lines of the same keys.
        self._kept: set[Passage] = set()
        #: Several sections as one, by the one that they begin in, what their test saw, and the keys of their lines.
        self._spans: dict[tuple[str, Sights, tuple[str, ...]], Passage] = {}

    @cached_property
    def _headed(self) -> dict[tuple[str, ...], Passage]:
        """The passages of most sections, without a look at their place."""
        return self._passages[_NAMELESS]

    def forget(self) -> None:
        """Gives back what is seldom seen again in another batch."""
        self._keys.forget()
        self._texts.clear()
        if len(self._spans) + sum(map(len, self._passages.values())) > _MOST:
            self.__init__()  # type: ignore[misc]

    def headed(self, text: str, blocks: Sequence[UrlBlock]) -> Part:
        """The part of a section from behind the first hashes of its header on."""
        part = self._texts.get(text)
        if part is None and _may_be_of_chain(text):
            sights = sights_of(blocks)
            return self._part((text, sights), HASHES + text, Place("", "", sights))
        return part or self._part(text, HASHES + text, _NAMELESS)

    def unheaded(self, text: str, name: str, title: str = TEST) -> Part:
        """The part of lines without a header of their own in the section `name`."""
        if _may_be_of_chain(text):
            raise Unfit
        return self._part((text, name), text, Place(name, title, Sights()))

    def lines(self, lines: list[str], place: Place) -> Part:
        """The part of a section's lines at a place."""
        sights = place.sights if _may_be_of_chain("\n".join(lines)) else Sights()
        headed = lines[0][:1] == "#" and title_of(lines[0])
        if not headed:
            return self._read(lines, place._replace(sights=sights))
        return self._read(lines, Place("", "", sights) if any(sights) else _NAMELESS)

    def span(
        self, text: str, name: str, blocks: Sequence[UrlBlock], parts: Callable[[], Iterable[Part]]
    ) -> list[Part]:
        """Sections that begin in the section `name`: one part where they were seen before, else their `parts`."""
        lines = text.split(END)
        sights = sights_of(blocks) if _may_be_of_chain(text) else Sights()
        keys = name, sights, tuple(map(self._keys.__getitem__, lines))
        if passage := self._spans.get(keys):
            return [self._own(passage, lines)]
        found = list(parts())
        passages = [part.passage for part in found]
        if self._kept.issuperset(passages):
            self._spans[keys] = joined(passages)
        return found

    def _part(self, key: object, text: str, place: Place) -> Part:
        part = self._texts.get(key)
        if part is None:
            part = self._texts[key] = self._read(text.split(END), place)
        return part

    def _read(self, lines: list[str], place: Place) -> Part:
        keys = tuple(map(self._keys.__getitem__, lines))
        passage = (self._headed if place is _NAMELESS else self._passages[place]).get(keys)
        if passage is None:
            return self._learn(lines, keys, place)
        return self._own(passage, lines)

    def _own(self, passage: Passage, lines: list[str]) -> Part:
        """The passage as the device of these lines has it."""
        stated, host = self._keys.stated, passage.host_line
        return Part(
            passage,
            tuple([stated[lines[number]] for number in passage.value_lines]),
            tuple([lines[number][:STAMP_LENGTH] for number in passage.stamp_lines]),
            None if host is None else psexec.host_in(lines[host]),
        )

    def _learn(self, lines: list[str], keys: tuple[str, ...], place: Place) -> Part:
        """Reads lines that are new; what they say is remembered where what they have apart decides nothing."""
        if not place.name and not title_of(lines[0]):
            raise Unfit
        if _is_of_tests(lines):
            raise Unfit
        section = Section(place)
        part = section.read(lines)
        passage = part.passage
        apart = {number for number, key in enumerate(keys) if key[:1] == APART}
        known = all(lines[number] in self._keys.stated for number in passage.value_lines)
        if known and all(has_stamp(lines[number]) for number in passage.stamp_lines) and apart <= section.free:
            self._passages[place][keys] = passage
            self._kept.add(passage)
        return part


def _may_be_of_chain(text: str) -> bool:
    return _OF_CHAIN[0] in text or _OF_CHAIN[1] in text


def _is_of_tests(lines: list[str]) -> bool:
    """Whether lines below one of their headers may be a test of down-level Windows; mostly there is none."""
    title = normal(title_of(lines[0]) or "")
    return title.startswith(OTHER_TESTS) and any(line.strip("# ") for line in lines[1:])


RECALL = Recall()
