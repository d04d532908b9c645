"""The endpoint catalogue as sections: its rows, what a URL is for, how old it is, what an import changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from mdeanalysis.catalogue.age import days_between, lists
from mdeanalysis.catalogue.endpoints import Endpoint
from mdeanalysis.catalogue.imports.listing import Listing
from mdeanalysis.catalogue.imports.merge import Change, Merged
from mdeanalysis.catalogue.table import COLUMNS, PLATFORMS, Row, cells
from mdeanalysis.report.section import Row as Line
from mdeanalysis.report.section import Section, counted

#: What a page has room for; data formats have every column.
_ON_A_PAGE = ("endpoint", "port", "service", "region", "required", "mode", "builds", "platforms")
_OF_A_URL = ("endpoint", "url_path", "region", "required", "mode", "builds", "ssl_inspection", "anonymous", "source")
_KINDS = ("added", "changed", "dropped")


def list_section(rows: Iterable[Row], *, full: bool) -> Section:
    """The rows; `full` with the columns of the catalogue's own file, which can be imported again."""
    if full:
        return Section("endpoints", "Endpoints", COLUMNS, [dict(cells(row)) for row in rows])
    return Section("endpoints", "Endpoints", _ON_A_PAGE, [_line(row, _ON_A_PAGE) for row in rows], bare=True)


def origin_of(rows: Sequence[Row], stored: Path | None, today: date) -> str:
    """Where the list comes from, and how old it is, in one sentence."""
    place = f"the list stored in {stored}" if stored else "the list shipped with mdeanalysis"
    known = lists(rows)
    if not known:
        return f"from {place}, of unknown age"
    oldest = known[0]
    days = days_between(oldest.day, today)
    return f"from {place}: Microsoft's lists of {oldest.day} or later, {counted(days, 'day')} old on {today}"


def lookup_section(url: str, found: Endpoint) -> Section:
    """What the catalogue says of a URL, and the rows that say it."""
    if not found.rows:
        return Section("lookup", url, ("endpoint",), note="no list names it")
    where = f"region {found.endpoint_region}"
    told = [found.rows[0].channel, f"service {found.service}", where, f"answers {found.expected_status}"]
    if found.required is not None:
        told.append("required" if found.required else "not required")
    return Section("lookup", url, _OF_A_URL, [_line(row, _OF_A_URL) for row in found.rows], ", ".join(told))


def age_section(rows: Iterable[Row], today: date, limit: int) -> Section:
    """Each of Microsoft's lists with its age, and whether that is a finding."""
    columns = ("list", "of", "age_days", "rows", "from", "severity", "finding")
    found: list[Line] = []
    for one in lists(rows):
        days = days_between(one.day, today)
        line: Line = {"list": one.name, "of": one.day.isoformat(), "age_days": days, "rows": one.rows}
        line["from"] = "imported" if one.imported else "shipped"
        if days > limit:
            line |= {"severity": "warning", "finding": f"older than {counted(limit, 'day')}: import a newer one"}
        found.append(line)
    if not found:  # what is of unknown age is not new
        found.append({"list": "no list of Microsoft's", "severity": "warning", "finding": "of unknown age"})
    return Section("age", "Microsoft's lists", columns, found, bare=True)


def differences(merged: Merged) -> Section:
    """What an import adds, changes and drops, a row each."""
    columns = ("change", "endpoint", "region", "service", "detail")
    changes = [change for kind in _KINDS for change in merged.of_kind(kind)]
    return Section(
        "differences", "Against the shipped list", columns, [_difference(one) for one in changes], bare=True
    )


def left_section(listing: Listing | None) -> Section:
    """Rows of the file in which no endpoint was understood."""
    left = listing.left if listing else ()
    rows: list[Line] = [{"place": place, "text": text[:200]} for place, text in left]
    return Section("left", "Not understood", ("place", "text"), rows).shorten(10, "rows")


def told_counts(merged: Merged) -> str:
    """How many rows an import adds, changes and drops, and leaves."""
    counts = {kind: len(merged.of_kind(kind)) for kind in _KINDS}
    same = merged.named - counts["changed"]
    return ", ".join([*(f"{number:,} {kind}" for kind, number in counts.items()), f"{same:,} as before"])


def _difference(change: Change) -> Line:
    row = change.row
    line: Line = {"change": change.kind, "endpoint": row.endpoint, "region": row.region, "service": row.service}
    fields = "; ".join(f"{name}: {before or '-'} -> {after or '-'}" for name, before, after in change.fields)
    if change.kind == "added":
        path = ";".join(row.paths)
        fields = " ".join(filter(None, [row.required, row.generation, "port", ";".join(map(str, row.ports)), path]))
    elif change.kind == "dropped":
        fields = fields or ("no longer in the list" if change.after is None else "other lists still name it")
    return line | {"detail": fields}


def _line(row: Row, columns: Sequence[str]) -> Line:
    found = cells(row)
    low, high = found["os_min_build"], found["os_max_build"]
    found["mode"] = row.generation
    found["builds"] = f"{low}-{high}" if low or high else ""
    found["platforms"] = "all" if row.platforms.issuperset(PLATFORMS) else found["platforms"]
    return {column: found[column] for column in columns}
