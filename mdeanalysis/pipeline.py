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
from mdeanalysis.intake.find import Group
from mdeanalysis.intake.names import is_carrier_name
from mdeanalysis.records import Document, Problem, Reading, Result
from mdeanalysis.tables import build_tables
from mdeanalysis.tables.typed import column
from mdeanalysis.verdict import device_rows, judge_urls

Tables = dict[str, pd.DataFrame]


#: So many files of one archive are told one by one where they are unreadable in the same way.
TOLD_ALIKE = 20
#: Of those that are told together so many are named, by the ends of their names.
_NAMED, _NAME_LENGTH = 3, 100
_REFUSED = frozenset({"unsafe", "too_large"})


class Unclaimed(NamedTuple):
    """A document that no format claims, judged when all results are known; of one `too_large`, only its beginning."""

    source: str
    given: bool
    too_large: str = ""


@dataclass
class Batch:
    """Results and problems on their way to tables; `inputs` is what the sources of several PATHs begin with."""

    inputs: Sequence[str] = ()
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unclaimed: list[Unclaimed] = field(default_factory=list)
    documents: int = 0

    def add(self, group: Group) -> None:
        """Reads one group's documents and finds its results."""
        readings = [reading for document in group.documents for reading in self._read(document, group.given)]
        self.documents += len(group.documents)
        self.problems += group.problems
        for reading in readings:
            self.problems += reading.problems
            reading.document = reading.document.without_text()
        for result in gather(group.root, readings):
            self._describe(result)

    def _describe(self, result: Result) -> None:
        """Adds the result with its columns. A bug costs this result, never the run."""
        try:
            result.columns = describe(result, self.inputs)
        except Exception as error:  # noqa: BLE001 - values come from anywhere
            reason = f"the result could not be described: {type(error).__name__}: {error}"
            self.problems.append(Problem(result.source, None, "internal", reason))
        else:
            self.results.append(result)

    def _read(self, document: Document, given: bool) -> list[Reading]:
        readings = [] if document.too_large and formats.recognise(document) else formats.readings(document)
        if readings is None:
            given = given and "!" not in document.source
            self.unclaimed.append(Unclaimed(document.source, given, document.too_large))
        elif document.too_large:
            self.problems.append(Problem(document.source, None, "too_large", document.too_large))
        return readings or []

    def tables(self) -> Tables:
        """The batch's tables with verdicts; `devices` has a row for every result."""
        tables, attempts = build_tables(self.results, self.problems)
        results = tables["results"]
        results["device_key"] = column("category", [device_key(result) for result in self.results])
        tables["urls"] = judge_urls(attempts, results)
        tables["attempts"] = attempts.frame
        tables["devices"] = device_rows(attempts, tables["urls"], results)
        formats.forget()
        return tables


def device_key(result: Result) -> str:
    """16 hex digits from the device id, else the Sense GUID, else organisation and name, else the result itself."""
    columns = result.columns
    named = f"{columns['org_id']}/{columns['device_name']}" if columns["org_id"] and columns["device_name"] else None
    stated = (("device_id", columns["device_id"]), ("sense_guid", columns["sense_guid"]), ("name", named))
    kind, value = next(((k, v) for k, v in stated if v), ("result_id", result.result_id))
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()[:16]


def judge_unclaimed(unclaimed: list[Unclaimed], results: pd.DataFrame, roots: set[str]) -> tuple[list[Problem], int]:
    """Problems of files that belong to no result, and the number of side files.

    `roots` are the folders and archives that carry results: what stands in or below them lies beside a report.
    An archive without any result is one problem, not one a member. What is too large is a problem where it would be
    one if it were small.
    """
    archives = {source.split("!", 1)[0] for source in results["source"] if "!" in source} | roots
    problems: dict[str, Problem] = {}
    side = 0
    for one in unclaimed:
        carrier = is_carrier_name(one.source) and not one.source.lower().endswith((".htm", ".html", "_user.txt"))
        if not one.given and not carrier and _beside(one.source, archives):
            side += 1
            continue
        archive, _, member = one.source.partition("!")
        if one.too_large:
            problems[one.source] = Problem(one.source, None, "too_large", one.too_large)
        elif member and not carrier and archive not in archives:
            reason = "no member of this archive has a known format"
            problems.setdefault(archive, Problem(archive, None, "unknown_format", reason))
        else:
            reason = "the text has no known format"
            problems[one.source] = Problem(one.source, None, "unknown_format", reason)
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
