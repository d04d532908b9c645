"""Documents -> tables of one batch: what every engine runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from mdeanalysis import formats
from mdeanalysis.identity import gather
from mdeanalysis.identity.describe import describe
from mdeanalysis.identity.gather import stand_alone
from mdeanalysis.intake.find import Group
from mdeanalysis.intake.names import is_carrier_name
from mdeanalysis.intake.own import is_export
from mdeanalysis.records import Document, Input, Problem, Reading, Result
from mdeanalysis.tables import build_tables, inputs_frame, row_of, unread
from mdeanalysis.tables.typed import column
from mdeanalysis.verdict import device_rows, judge_urls
from mdeanalysis.vocabulary import SIDE_FORMATS

Tables = dict[str, pd.DataFrame]
NO_KNOWN_FORMAT = "the text has no known format"
_OWN_EXPORT = "written by mdeanalysis itself, no result"


#: So many files of one archive are told one by one where they are unreadable in the same way.
TOLD_ALIKE = 20
#: Of those that are told together so many are named, by the ends of their names.
_NAMED, _NAME_LENGTH = 3, 100
_REFUSED = frozenset({"unsafe", "too_large"})


class Unclaimed(NamedTuple):
    """A document that no result holds, judged when all results are known; of one `too_large`, only its beginning."""

    source: str
    given: bool
    why: str = NO_KNOWN_FORMAT
    #: The folder or archive of a side file; any result there makes it no problem.
    root: str | None = None
    too_large: str = ""


@dataclass
class Batch:
    """Results and problems on their way to tables; `inputs` is what the sources of several PATHs begin with."""

    inputs: Sequence[str] = ()
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unclaimed: list[Unclaimed] = field(default_factory=list)
    documents: int = 0
    rows: list[Input] = field(default_factory=list)
    #: The result that each of `problems` is told of.
    owners: list[str | None] = field(default_factory=list)

    def add(self, group: Group) -> bool:
        """Reads one group's documents and finds its results.

        Gives whether each document would say the same without those beside it, as long as their names are unlike.
        """
        read: list[tuple[Document, list[Reading], Input]] = []
        beside: list[Reading] = []
        for document in sorted(group.documents, key=formats.may_repeat):
            readings = self._read(document, group.given, beside)
            if readings:
                beside += readings
                read.append((document, readings, row_of(document, readings)))
        self.documents += len(group.documents)
        alone = stand_alone(beside)
        held = self._gather(group.root, beside)
        for problem in group.problems:
            self._problem(problem, held.get(problem.source))
        for document, readings, row in read:
            name = readings[0].formats[0]
            if document.source in held or name not in SIDE_FORMATS:
                self.rows.append(row._replace(result_id=held.get(document.source)))
            else:
                why = f"a side file ({formats.title_of(name)}) without its report"
                self._wait(document, group.given, why, document.root)
        return alone

    def _problem(self, problem: Problem, owner: str | None = None) -> None:
        self.problems.append(problem)
        self.owners.append(owner)

    def _gather(self, root: str, readings: list[Reading]) -> dict[str, str]:
        """Finds the results among readings; gives the result that holds each document's."""
        for reading in readings:
            reading.document = reading.document.without_text()
        held: dict[str, str] = {}
        owners: dict[int, str] = {}
        for result in gather(root, readings):
            if self._describe(result):
                for reading in result.readings:
                    held.setdefault(reading.document.source, result.result_id)
                    owners[id(reading.document)] = result.result_id
        for reading in readings:
            for problem in reading.problems:
                self._problem(problem, owners.get(id(reading.document)))
        return held

    def _describe(self, result: Result) -> bool:
        """Adds the result with its columns. A bug costs this result, never the run."""
        try:
            result.columns = describe(result, self.inputs)
        except Exception as error:  # noqa: BLE001 - values come from anywhere
            reason = f"the result could not be described: {type(error).__name__}: {error}"
            self._problem(Problem(result.source, None, "internal", reason))
        else:
            self.results.append(result)
            return True
        return False

    def _read(self, document: Document, given: bool, beside: Sequence[Reading]) -> list[Reading] | None:
        if document.too_large:
            self._take_beginning(document, given)
            return None
        if is_export(document.raw):
            if given:
                self._wait(document, given, _OWN_EXPORT)
            else:
                self.rows.append(unread(document, "foreign", _OWN_EXPORT))
            return None
        readings = formats.readings(document, beside)
        if readings is None:
            self._wait(document, given, NO_KNOWN_FORMAT)
        return readings

    def _take_beginning(self, document: Document, given: bool) -> None:
        """A file too large to be read is a problem where it could be a result, else judged by what lies there."""
        if formats.recognise(document):
            self._problem(Problem(document.source, None, "too_large", document.too_large))
        else:
            given = given and "!" not in document.source
            self.unclaimed.append(Unclaimed(document.source, given, too_large=document.too_large))

    def _wait(self, document: Document, given: bool, why: str, root: str | None = None) -> None:
        """A document that no result holds; a member of an archive was not given by name."""
        self.unclaimed.append(Unclaimed(document.source, given and "!" not in document.source, why, root))
        self.rows.append(unread(document, "unknown", why))

    def tables(self) -> Tables:
        """The batch's tables with verdicts; `devices` has a row for every result."""
        tables, attempts = build_tables(self.results, self.problems)
        tables["inputs"] = inputs_frame(self.rows)
        results = tables["results"]
        results["device_key"] = column("category", [device_key(result) for result in self.results])
        tables["urls"] = judge_urls(attempts, results, tables["facts"])
        tables["attempts"] = attempts.frame
        tables["devices"] = device_rows(attempts, tables["urls"], results)
        formats.forget()
        return tables


def device_key(result: Result) -> str:
    """16 hex digits from the device id, else the Sense GUID, else organisation and name, else the result itself."""
    columns = result.columns
    named = f"{columns['org_id']}/{columns['device_name']}" if columns["org_id"] and columns["device_name"] else None
    stated = (("device_id", columns["device_id"]), ("sense_guid", columns["sense_guid"]), ("name", named))
    kind, value = next(((k, v) for k, v in stated if v), ("result_id", result.result_id.partition("+")[0]))
    return key_of(kind, value)


def key_of(kind: str, value: object) -> str:
    """16 hex digits of one way to know a device."""
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()[:16]


class Roots(NamedTuple):
    """The folders and archives that results fill, and those in which results lie."""

    filled: set[str]
    all: set[str]


def judge_unclaimed(
    unclaimed: Sequence[Unclaimed], results: pd.DataFrame, roots: Roots
) -> tuple[list[Problem], set[str]]:
    """Problems of files that belong to no result, and the sources of side files.

    What stands in or below a folder or archive that a result fills lies beside a report; a side file, also where any
    result lies in its folder. An archive without any result is one problem, not one a member.
    What is too large is a problem where it would be one if it were small.
    """
    archives = {source.split("!", 1)[0] for source in results["source"] if "!" in source} | roots.filled
    problems: dict[str, Problem] = {}
    side = set()
    for one in unclaimed:
        carrier = is_carrier_name(one.source) and not one.source.lower().endswith((".htm", ".html", "_user.txt"))
        beside = one.root in roots.all or (not one.given and _beside(one.source, archives))
        if beside and not carrier:
            side.add(one.source)
            continue
        archive, _, member = one.source.partition("!")
        if one.too_large:
            problems[one.source] = Problem(one.source, None, "too_large", one.too_large)
        elif member and not carrier and archive not in archives:
            reason = "no member of this archive is a report"
            problems.setdefault(archive, Problem(archive, None, "unknown_format", reason))
        else:
            problems[one.source] = Problem(one.source, None, "unknown_format", one.why)
    return list(problems.values()), side


def _beside(source: str, roots: set[str]) -> bool:
    if "" in roots:
        return True
    ends = (i for i, letter in enumerate(source) if letter in "/!")
    return any(source[:end] in roots for end in ends)


def told_together(problems: pd.DataFrame) -> pd.DataFrame:
    """One row for all that is refused in one input, and for many files of one archive that are alike unreadable.

    A bomb of a thousand files must not hide the other problems; how many more there are is said, and some named.
    """
    alike: dict[tuple[str, str], list[int]] = {}
    sources, reasons = problems["source"].tolist(), problems["reason"].tolist()
    for place, (source, kind, reason) in enumerate(zip(sources, problems["kind"], reasons, strict=True)):
        if kind in _REFUSED or (kind == "unreadable" and "!" in source):
            whole = source.partition("!")[0]
            alike.setdefault((whole, "" if kind in _REFUSED else reason), []).append(place)
    told = np.ones(len(problems), dtype=bool)
    for (_, reason), (first, *others) in alike.items():
        if len(others) >= (TOLD_ALIKE if reason else 1):
            told[others] = False
            names = ", ".join(sources[place][-_NAME_LENGTH:] for place in others[:_NAMED])
            reasons[first] += f"; {len(others):,} more left in the same input: {names}"
            reasons[first] += ", ..." if len(others) > _NAMED else ""
    return problems.assign(reason=pd.array(reasons, dtype="string"))[told].reset_index(drop=True)
