"""Rows for hosts that no row has yet: like the shape that they fit, else like others of their service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdeanalysis.catalogue.gateways import region_of_label
from mdeanalysis.catalogue.imports.listing import Entry
from mdeanalysis.catalogue.rows import grouped, longest_first, path_key
from mdeanalysis.catalogue.table import Row

_CLOUDS = {"GCC": ("gcc",), "GCCH": ("gcch_dod",), "DOD": ("gcch_dod",)}
#: A service that neither the host nor the list's words tell.
_UNKNOWN = "other"
_PLAIN = Row(
    endpoint="",
    paths=(),
    statuses=(frozenset(),),
    schemes=("https",),
    ports=(443,),
    service=_UNKNOWN,
    channel="Not told by the list",
    cloud="commercial",
    region="WW",
    os_min_build=None,
    os_max_build=None,
    platforms=frozenset({"windows"}),
    required="required",
    ssl_inspection="unknown",
    anonymous=True,
    generation="standard",
    workspace_template=None,
    source="",
    last_seen=None,
)


def new_rows(base: Sequence[Row], entries: Sequence[Entry]) -> list[Row]:
    """One row a host, region, service and cloud; of entries that differ in the rest all are heard."""
    known = {row.key for row in base}
    models = _Models(base)
    found: dict[tuple[str, str, str, str], Row] = {}
    for entry in entries:
        for row in (row for like in models.of(entry) for row in _rows(entry, like)):
            if row.key not in known:
                found[row.key] = _both(found[row.key], row) if row.key in found else row
    return list(found.values())


class _Models:
    """The rows that new ones take after."""

    def __init__(self, base: Sequence[Row]) -> None:
        self._rows = [row for row in base if row.generation != "shape"]
        self._shapes = grouped(row for row in base if row.generation == "shape")
        self._shape_patterns = longest_first(self._shapes)
        self._services = {row.endpoint: row.service for row in reversed(self._rows)}
        self._patterns = longest_first(self._services)

    def of(self, entry: Entry) -> list[Row]:
        """The shapes of the host, else one row of its service."""
        return self._of_shape(entry) or [self._of_service(entry)]

    def _of_shape(self, entry: Entry) -> list[Row]:
        fitting = (name for pattern, name in self._shape_patterns if pattern.fullmatch(entry.endpoint))
        rows = self._shapes.get(next(fitting, ""), ())
        path = path_key(entry.path)
        return [row for row in rows if not path or _lists(row, path)]

    def _of_service(self, entry: Entry) -> Row:
        service = "mma" if entry.generation == "mma" else entry.service or self._service_of_host(entry.endpoint)
        same = [row for row in self._rows if row.service == service]
        near = [row for row in same if (row.cloud != "commercial") == entry.government] or same
        if not near:
            return _PLAIN._replace(service=service)
        return near[0]._replace(paths=(), statuses=(frozenset(),))

    def _service_of_host(self, host: str) -> str:
        fitting = (name for pattern, name in self._patterns if pattern.fullmatch(host))
        return self._services.get(next(fitting, ""), _UNKNOWN)


def _lists(row: Row, path: str) -> bool:
    listed = [path_key(known) for known in row.paths]
    return any(path == known or ("*" in known and f"{path}/".startswith(known.partition("*")[0])) for known in listed)


def _rows(entry: Entry, like: Row) -> Iterator[Row]:
    """The row in each cloud that its region belongs to."""
    region = entry.region or region_of_label(entry.endpoint) or "WW"
    if entry.government and region == "WW":
        region = "USGOV"
    clouds = _CLOUDS.get(region, ("gcc", "gcch_dod")) if entry.government else ("commercial",)
    paths, statuses = _paths(entry, like)
    ports = entry.ports or like.ports
    for cloud in clouds:
        yield like._replace(
            endpoint=entry.endpoint,
            paths=paths,
            statuses=statuses,
            ports=ports,
            schemes=tuple("http" if port == 80 else "https" for port in ports),
            cloud=cloud,
            region=region,
            platforms=(entry.platforms & like.platforms or entry.platforms or like.platforms)
            if like.platforms
            else like.platforms,
            required=entry.unless_told if entry.required is None else "required" if entry.required else "optional",
            generation=_generation(entry, like),
            workspace_template=None,
            source="",
        )


def _paths(entry: Entry, like: Row) -> tuple[tuple[str, ...], tuple[frozenset[int], ...]]:
    """A shape knows the paths of a host and their answers; a path that it does not list has no known answer."""
    path = path_key(entry.path)
    for listed, status in zip(like.paths, like.statuses, strict=False):
        if path and path_key(listed) == path:
            return (entry.path,), (status,)
    if path or (entry.path and not like.paths):
        return (entry.path,), (frozenset(),)
    return like.paths, like.statuses


def _generation(entry: Entry, like: Row) -> str:
    if entry.generation:
        return entry.generation
    if ".endpoint.security.microsoft." in entry.endpoint:
        return "streamlined"
    return "mma" if like.generation == "mma" else "standard"


def _both(known: Row, row: Row) -> Row:
    paths = dict(zip(known.paths, known.statuses, strict=False)) | dict(zip(row.paths, row.statuses, strict=False))
    if not known.paths or not row.paths:  # the host alone is for every path
        paths = {}
    ports = tuple(sorted({*known.ports, *row.ports}, reverse=True))
    return known._replace(
        paths=tuple(paths),
        statuses=tuple(paths.values()) or (frozenset(),),
        ports=ports,
        schemes=tuple("http" if port == 80 else "https" for port in ports),
        platforms=known.platforms | row.platforms,
        required="required" if "required" in (known.required, row.required) else known.required,
    )
