"""Groups the documents of one root (zip, unpacked folder, folder of loose files) into results.

A text report is a result; an XML report and an HTML page join the text of the same device and run; whatever names no
device joins the only result beside it, or the one whose file name it begins with. Loose files that fit nothing stay
alone. Copies of registry and tools never make a result: they join the only one, the one of the device that they
name, or nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mdeanalysis.records import Reading, Result
from mdeanalysis.vocabulary import SIDE_FORMATS

_TEXT = frozenset({"modern_text", "downlevel_text", "legacy_text"})
#: Reports, each a result: those that others join, and Linux's and macOS's, which no Windows report joins.
_REPORTS = frozenset({"text", "xmde_xml"})
#: Names that the tool gives, so that the file beside them cannot be another device's.
_STANDARD = (
    "urlchecklog.txt",
    "mdeclientanalyzer.txt",
    "mdeclientanalyzerresult.txt",
    "mdatpclientanalyzerresult.txt",
    "mdeclientanalyzer.xml",
    "mde.xml",
    "mdeclientanalyzer_user.txt",
    "regonboardedinfocurrent.json",
    "regonboardinginfopolicy.json",
    "regoffboardinginfo.json",
)


def gather(root: str, readings: Sequence[Reading]) -> list[Result]:
    """The results among the readings of one root. Readings that hold nothing make none."""
    filled = [r for r in readings if _holds_something(r)]
    if len(filled) > 1:
        filled.sort(key=_order)
    archive = any(r.document.source.startswith(f"{root}!") for r in filled)
    whole = archive or any(_is_standard(r) for r in filled)
    clusters: list[list[Reading]] = [[r] for r in filled if _kind(r) in _REPORTS]
    for reading in filled:
        if _kind(reading) in {"xml", "html"}:
            _join_report(clusters, reading, whole)
    reports = len(clusters)
    for reading in filled:
        if _kind(reading) == "other":
            _join_other(clusters, reading, whole, reports)
    whole = whole and len(clusters) == 1
    for reading in sorted(filter(_is_side, readings), key=_order):
        _join_side(clusters, reading)
    places = {id(reading): place for place, reading in enumerate(readings)}
    clusters.sort(key=lambda cluster: places[id(cluster[0])])
    return [_result(root, archive, whole, cluster) for cluster in clusters]


def stand_alone(readings: Iterable[Reading]) -> bool:
    """Whether no reading of a folder joins another or waits for one, provided that no name begins with another's.

    Texts and pastes join by names alone; other reports join by what they state, side files by what is beside them.
    """
    return not any(_is_side(r) or _kind(r) in {"xml", "html"} for r in readings)


def unlike(names: Iterable[str]) -> bool:
    """Whether no file of a folder is named after another, or as the tool names its own."""
    lowered = [name.lower() for name in names]
    stems = [_stem_of(name) for name in lowered]
    known = set(stems)
    if len(known) < len(stems) or not known.isdisjoint(map(_stem_of, _STANDARD)):
        return False
    ends = ((stem, place) for stem in stems for place, letter in enumerate(stem) if not letter.isalnum())
    return not any(stem[:place] in known for stem, place in ends)


def _is_side(reading: Reading) -> bool:
    return reading.formats[0] in SIDE_FORMATS


def _holds_something(reading: Reading) -> bool:
    if _is_side(reading):
        return False
    if reading.blocks or reading.proxy_method or reading.marks or reading.workspace_hosts or reading.workspace_ids:
        return True
    return bool(reading.facts or reading.events)


def _order(reading: Reading) -> tuple[int, str, int]:
    if _is_side(reading):
        rank = SIDE_FORMATS.index(reading.formats[0])
    else:
        rank = ("text", "xmde_xml", "xml", "html", "other").index(_kind(reading))
    return rank, reading.document.source, reading.document.run


def _kind(reading: Reading) -> str:
    first = reading.formats[0]
    if first in _TEXT and reading.context == "system":
        return "text"
    return first if first in {"xml", "html", "xmde_xml"} else "other"


def _is_standard(reading: Reading) -> bool:
    return reading.document.name.lower() in _STANDARD or "/systeminfologs/" in f"/{reading.document.source.lower()}"


def _stated(reading: Reading, name: str) -> str | None:
    return next(filter(None, reading.values_of(name)), None)


def _who(reading: Reading) -> tuple[str | None, str | None]:
    name = _stated(reading, "Device name")
    return (name.upper() if name else None), _stated(reading, "Script RunTime")


def _stem(reading: Reading) -> str:
    return _stem_of(reading.document.name.lower())


def _stem_of(name: str) -> str:
    return name.removesuffix(".gz").rsplit(".", 1)[0]


def _begins_with(stem: str, report: str) -> bool:
    """Whether a file is named after a report: `pc1-urlchecklog` after `pc1`, but not `pc10-urlchecklog`."""
    return stem.startswith(report) and not stem[len(report) : len(report) + 1].isalnum()


def _agree(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether nothing that both state differs."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _join_report(clusters: list[list[Reading]], reading: Reading, whole: bool) -> None:
    who, stem = _who(reading), _stem(reading)
    free = [
        c for c in clusters if not {_kind(r) for r in c} & {_kind(reading), "xmde_xml"} and _agree(_who(c[0]), who)
    ]
    same_name = [c for c in free if who[0] and _who(c[0])[0] == who[0]]
    same_stem = [c for c in free if _stem(c[0]) == stem]
    best = [c for c in same_name if c in same_stem] or same_name or same_stem
    if not best and whole and len(clusters) == 1:
        best = free
    if best:
        best[0].append(reading)
    else:
        clusters.append([reading])


def _join_other(clusters: list[list[Reading]], reading: Reading, whole: bool, reports: int) -> None:
    stem = _stem(reading)
    fitting = [c for c in clusters[:reports] if _begins_with(stem, _stem(c[0]))]
    if not fitting and reports == 1 and (whole or _is_standard(reading)):
        fitting = clusters[:1]
    if not fitting and reports == 0 and whole and clusters:
        fitting = clusters[:1]
    if fitting and reading.document.run == 0:
        max(fitting, key=lambda c: len(_stem(c[0]))).append(reading)
    else:
        clusters.append([reading])


def _join_side(clusters: list[list[Reading]], reading: Reading) -> None:
    """A copy of registry and tools joins the only result, else the one of the device that it names."""
    host = (reading.host or "").upper()
    named = [c for c in clusters if host and _who(c[0])[0] == host]
    if len(clusters) == 1:
        clusters[0].append(reading)
    elif len(named) == 1:
        named[0].append(reading)


def _result(root: str, archive: bool, whole: bool, cluster: list[Reading]) -> Result:
    if _kind(cluster[0]) == "text":  # the text names the same proxies, and more
        cluster = [replace(r, proxy_settings=[]) if _kind(r) == "xml" else r for r in cluster]
    cluster = [_without_repetition(r, cluster) if _kind(r) == "html" else r for r in cluster]
    source = (root or ".") if whole or archive else cluster[0].document.source
    return Result(_result_id(cluster), source, root, whole, cluster)


def _without_repetition(page: Reading, cluster: Iterable[Reading]) -> Reading:
    """A page beside other reports, with what only the page states: it repeats theirs in other words."""
    reports = [r for r in cluster if _kind(r) in {"text", "xml"}]
    names = {fact.name for r in reports for fact in r.facts}
    events = {event.event_id for r in reports for event in r.events}
    scopes = {setting.scope for r in reports for setting in r.proxy_settings}
    return replace(
        page,
        facts=[fact for fact in page.facts if fact.name not in names],
        events=[event for event in page.events if event.event_id not in events],
        proxy_settings=[setting for setting in page.proxy_settings if setting.scope not in scopes],
    )


def _result_id(cluster: Iterable[Reading]) -> str:
    """16 hex digits of the reports' bytes: one run under two names, zipped or unpacked, is one result."""
    reports = (r.document for r in cluster if not _is_side(r))
    parts = {document.digest + (b"#%d" % document.run if document.run else b"") for document in reports}
    return hashlib.sha256(b"".join(sorted(parts))).hexdigest()[:16]
