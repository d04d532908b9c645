"""What an imported list adds to the catalogue, changes in it and drops from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mdeanalysis.catalogue.imports.listing import Entry, Listing
from mdeanalysis.catalogue.imports.made import new_rows
from mdeanalysis.catalogue.imports.origin import Origin, is_government
from mdeanalysis.catalogue.imports.words import GOVERNMENT
from mdeanalysis.catalogue.rows import grouped, longest_first, path_key
from mdeanalysis.catalogue.table import PLATFORMS, Row, cells

#: What says the same of a row after every import.
_NOT_COMPARED = ("source", "last_seen")


class Change(NamedTuple):
    """One row that differs: `added` has no `before`, `dropped` stays in the list as `after` or leaves it."""

    kind: str
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is now, or was."""
        row = self.after or self.before
        assert row is not None
        return row

    @property
    def fields(self) -> list[tuple[str, str, str]]:
        """Column, value before and value after, where both rows are there and differ."""
        if self.before is None or self.after is None:
            return []
        before, after = cells(self.before), cells(self.after)
        return [(n, before[n], after[n]) for n in before if n not in _NOT_COMPARED and before[n] != after[n]]


class Merged(NamedTuple):
    """The list after an import, and what differs."""

    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    named: int

    def of_kind(self, kind: str) -> list[Change]:
        """The changes of one kind: added, changed or dropped."""
        return [change for change in self.changes if change.kind == kind]


def merge(base: Sequence[Row], listing: Listing, origin: Origin, *, keep: bool = False) -> Merged:
    """The base with what the list says. A row that the list no longer names stays, to explain old results.

    With `keep` the list is an extract: what it does not name is as before.
    """
    by_endpoint = grouped(base)
    said: dict[Row, list[Entry]] = {}
    unknown: list[Entry] = []
    for entry in listing.entries:
        found = _rows_of(by_endpoint.get(entry.endpoint, ()), entry, origin)
        unknown += [] if found else [entry]
        for row in found:
            said.setdefault(row, []).append(entry)
    dropped = {row for row in base if not keep and row not in said and _is_dropped(row, listing, origin)}
    changes, rows = [], []
    for row in base:
        after = _after(row, said.get(row), row in dropped, origin)
        rows.append(after)
        change = Change("dropped" if row in dropped else "changed", row, after)
        changes += [change] if row in dropped or change.fields else []
    added = [origin.added_to(row) for row in new_rows(base, unknown)]
    found_new = [Change("added", None, row) for row in added]
    return Merged((*rows, *added), (*found_new, *changes), len(said))


def compare(base: Sequence[Row], rows: Sequence[Row]) -> Merged:
    """A list in the catalogue's own columns against the base: it stands for itself, what it lacks is gone."""
    before, after = {row.key: row for row in base}, {row.key: row for row in rows}
    changes = [Change("added", None, row) for key, row in after.items() if key not in before]
    both = (Change("changed", row, after[key]) for key, row in before.items() if key in after)
    changes += [change for change in both if change.fields]
    changes += [Change("dropped", row, None) for key, row in before.items() if key not in after]
    return Merged(tuple(rows), tuple(changes), len(before.keys() & after.keys()))


def _rows_of(rows: Iterable[Row], entry: Entry, origin: Origin) -> list[Row]:
    """The rows that an entry speaks of: those of its region and service, else of the list that it stands in."""
    cloud = [row for row in rows if row.generation != "shape" and is_government(row) == entry.government]
    near = [row for row in cloud if _region_fits(row, entry)]
    near = near or [row for row in cloud if row.region in ("WW", "USGOV")]  # a worldwide row is for every region
    told = [row for row in near if row.service == entry.service]
    same_path = [row for row in told or near if entry.path and path_key(entry.path) in map(path_key, row.paths)]
    return same_path or told or [row for row in near if origin.is_source_of(row)] or near


def _region_fits(row: Row, entry: Entry) -> bool:
    if entry.government != is_government(row):
        return False
    if entry.government and entry.region in ("WW", "USGOV"):
        return row.region in {"WW", *GOVERNMENT}
    return entry.region in ("", row.region)


def _after(row: Row, entries: list[Entry] | None, is_dropped: bool, origin: Origin) -> Row:
    if is_dropped:
        return origin.taken_from(row)
    return origin.added_to(_told(row, entries)) if entries else row


def _told(row: Row, entries: Sequence[Entry]) -> Row:
    """The row with what all its entries say of it together. Limits of builds are the documentation's, and stay."""
    row = _with_required(row, entries)
    ports = {port for entry in entries for port in entry.ports}
    if ports and ports != set(row.ports):
        numbers = tuple(sorted(ports, reverse=True))
        row = row._replace(ports=numbers, schemes=tuple("http" if n == 80 else "https" for n in numbers))
    platforms = frozenset[str]().union(*(entry.platforms for entry in entries))
    if row.platforms and platforms - row.platforms:
        row = row._replace(platforms=row.platforms | (platforms & set(PLATFORMS)))
    for entry in entries:
        row = _with_path(row, entry.path)
    return row


def _with_required(row: Row, entries: Sequence[Entry]) -> Row:
    """Required wins where entries differ. What is legacy for its old builds stays so, listed or not."""
    words = {entry.required for entry in entries} - {None}
    if not words or (row.required == "legacy" and row.os_max_build is not None):
        return row
    return row._replace(required="required" if True in words else "optional")


def _with_path(row: Row, path: str) -> Row:
    """A row without paths is for all of them already, as is one with a prefix of the path."""
    wanted = path_key(path)
    known = [path_key(listed) for listed in row.paths]
    prefixes = [listed.partition("*")[0] for listed in known if "*" in listed]
    if not wanted or not known or wanted in known or any(f"{wanted}/".startswith(start) for start in prefixes):
        return row
    return row._replace(paths=(*row.paths, path), statuses=(*row.statuses, frozenset()))


def _is_dropped(row: Row, listing: Listing, origin: Origin) -> bool:
    """Whether the list would name the row if it still held: its region and kind of use are there, the row is not."""
    if row.required == "legacy" or row.generation == "shape" or not origin.is_source_of(row):
        return False
    near = [entry for entry in listing.entries if _region_fits(row, entry)]
    if not any(_is_for_devices(entry) == bool(row.platforms) for entry in near):
        return False
    if is_government(row) and not all(entry.government for entry in listing.entries):
        near = [entry for entry in near if entry.service == row.service]
    patterns = longest_first(entry.endpoint for entry in near if entry.service == row.service)
    return bool(near) and not any(pattern.fullmatch(row.endpoint) for pattern, _ in patterns)


def _is_for_devices(entry: Entry) -> bool:
    return entry.service not in ("portal", "api", "onboarding_package")
