"""Groups the documents of one root (zip, unpacked folder, folder of loose files) into results.

A text report is a result; an XML report joins the text of the same device and run; whatever names no device joins
the only result beside it, or the one whose file name it begins with. Loose files that fit nothing stay alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mdeanalysis.records import Reading, Result

_TEXT = frozenset({"modern_text", "downlevel_text", "legacy_text"})
#: Names that the tool gives, so that the file beside them cannot be another device's.
_STANDARD = (
    "urlchecklog.txt",
    "mdeclientanalyzer.txt",
    "mdeclientanalyzerresult.txt",
    "mdatpclientanalyzerresult.txt",
    "mdeclientanalyzer.xml",
    "mdeclientanalyzer_user.txt",
    "regonboardedinfocurrent.json",
    "regonboardinginfopolicy.json",
    "regoffboardinginfo.json",
)


def gather(root: str, readings: Sequence[Reading]) -> list[Result]:
    """The results among the readings of one root. Readings that hold nothing make none."""
    filled = sorted((r for r in readings if _holds_something(r)), key=_order)
    archive = any(r.document.source.startswith(f"{root}!") for r in filled)
    whole = archive or any(_is_standard(r) for r in filled)
    clusters: list[list[Reading]] = [[r] for r in filled if _kind(r) == "text"]
    for reading in filled:
        if _kind(reading) == "xml":
            _join_xml(clusters, reading, whole)
    reports = len(clusters)
    for reading in filled:
        if _kind(reading) == "other":
            _join_other(clusters, reading, whole, reports)
    whole = whole and len(clusters) == 1
    return [_result(root, archive, whole, cluster) for cluster in clusters]


def _holds_something(reading: Reading) -> bool:
    return bool(reading.blocks or reading.facts or reading.events or reading.proxy_method or reading.marks)


def _order(reading: Reading) -> tuple[int, str, int]:
    ranks = {"text": 0, "xml": 1, "other": 2}
    return ranks[_kind(reading)], reading.document.source, reading.document.run


def _kind(reading: Reading) -> str:
    first = reading.formats[0]
    return "text" if first in _TEXT and reading.context == "system" else "xml" if first == "xml" else "other"


def _is_standard(reading: Reading) -> bool:
    return reading.document.name.lower() in _STANDARD or "/systeminfologs/" in f"/{reading.document.source.lower()}"


def _stated(reading: Reading, name: str) -> str | None:
    return next(filter(None, reading.values_of(name)), None)


def _who(reading: Reading) -> tuple[str | None, str | None]:
    name = _stated(reading, "Device name")
    return (name.upper() if name else None), _stated(reading, "Script RunTime")


def _stem(reading: Reading) -> str:
    return reading.document.name.lower().removesuffix(".gz").rsplit(".", 1)[0]


def _begins_with(stem: str, report: str) -> bool:
    """Whether a file is named after a report: `pc1-urlchecklog` after `pc1`, but not `pc10-urlchecklog`."""
    return stem.startswith(report) and not stem[len(report) : len(report) + 1].isalnum()


def _agree(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether nothing that both state differs."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _join_xml(clusters: list[list[Reading]], reading: Reading, whole: bool) -> None:
    who, stem = _who(reading), _stem(reading)
    free = [c for c in clusters if all(_kind(r) != "xml" for r in c) and _agree(_who(c[0]), who)]
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


def _result(root: str, archive: bool, whole: bool, cluster: list[Reading]) -> Result:
    if _kind(cluster[0]) == "text":  # the text names the same proxies, and more
        cluster = [replace(r, proxy_settings=[]) if _kind(r) == "xml" else r for r in cluster]
    source = (root or ".") if whole or archive else cluster[0].document.source
    return Result(_result_id(cluster), source, root, whole, cluster)


def _result_id(cluster: Iterable[Reading]) -> str:
    """16 hex digits of the documents' bytes: one run under two names, zipped or unpacked, is one result."""
    parts = {r.document.digest + (b"#%d" % r.document.run if r.document.run else b"") for r in cluster}
    return hashlib.sha256(b"".join(sorted(parts))).hexdigest()[:16]
