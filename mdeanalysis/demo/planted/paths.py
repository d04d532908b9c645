"""What the tests find at a device: every try's result, which cause made it, and so which causes its URLs fail by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from mdeanalysis.catalogue.endpoints import lookup
from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.catalogue.reasons import reason_of_failure, reason_of_status
from mdeanalysis.demo.endpoints import Endpoint, region_list
from mdeanalysis.demo.planted.answers import failed
from mdeanalysis.demo.planted.columns import discovered
from mdeanalysis.demo.planted.downlevel import workspace_hosts
from mdeanalysis.demo.planted.model import Attempt, Cause, Member, leaves
from mdeanalysis.demo.planted.noise import disturbed
from mdeanalysis.formats.url_block_writer import (
    CheckedUrl,
    Failed,
    InvalidProxy,
    NotConfigured,
    PinFailed,
    Result,
    Rows,
    Succeeded,
    TlsFailed,
    UrlCheck,
)
from mdeanalysis.vocabulary import REASONS

#: Whose gateways the old tool tests, wherever the device stands.
_GATEWAYS_OF = ("US", "UK", "EU")
#: A result, and the position of the cause that made it.
Made = tuple[Result, int]
NOBODY = -1


class Trouble(NamedTuple):
    """A URL that fails by a cause: the cause's position, and what of the URL it is known by."""

    cause: int
    host: str
    service: str | None


@dataclass(frozen=True)
class Checked:
    """What a device's tests found: the URLs with their tries, the hosts of a workspace that do not answer, all hosts
    that were tried, and what of these fails by a cause.
    """

    check: UrlCheck
    troubles: tuple[Trouble, ...]
    hosts: frozenset[str]
    blocked: frozenset[str] = frozenset()


class Network:
    """The network with its causes; endpoints that are alike for it are tried once for each shape of device."""

    def __init__(self, causes: Sequence[Cause]) -> None:
        self._causes = causes
        self._of_workspaces = [at for at, cause in enumerate(causes) if cause.table == "workspace_hosts"]
        self._blocks = [(at, cause.blocks) for at, cause in enumerate(causes) if cause.blocks is not leaves]
        self._spoils = [(at, cause.spoils) for at, cause in enumerate(causes) if cause.spoils is not leaves]

    def checked(self, member: Member) -> Checked:
        """The URL checker at a device with a sensor."""
        geo = member.place.site.region
        tested = region_list(f"GW_{geo}" if member.streamlined else geo)
        made = self._of_each(member, tested, self._tries)
        urls = tuple(
            CheckedUrl(endpoint.url, endpoint.no_pinning, _rows(tries))
            for endpoint, tries in zip(tested, made, strict=True)
        )
        method, address = discovered(member)
        named = member.way.address if member.way.kind == "named" else ""
        return _judged(member, UrlCheck(method, address, urls, named_proxy=named), tested, made)

    def gateways_checked(self, member: Member) -> Checked:
        """The old tool at a device with the Log Analytics agent, whose one way is its own."""
        tested = _gateways()
        made = self._of_each(member, tested, self._agent_tries)
        urls = tuple(
            CheckedUrl(endpoint.url, False, _rows((*tries, *[(NotConfigured(), NOBODY)] * 3)))
            for endpoint, tries in zip(tested, made, strict=True)
        )
        return self._with_workspace(member, _judged(member, UrlCheck("", "", urls), tested, made))

    def _with_workspace(self, member: Member, found: Checked) -> Checked:
        """The agent's own test, whose words tell no trouble from another.

        Who blocks a host first counts, and no one else; a device's own trouble changes nothing of that.
        """
        names = [host for _, hosts in workspace_hosts(member.workspace) for host in hosts]
        attempts = {host: Attempt("agent", "", Endpoint(f"https://{host}", "mma")) for host in names}
        troubles = [
            Trouble(position, host, "mma")
            for host, attempt in attempts.items()
            if (position := self._first_block(member, attempt)) in self._of_workspaces
        ]
        blocked = {host for host, one in attempts.items() if not isinstance(self._made(member, one)[0], Succeeded)}
        return Checked(found.check, (*found.troubles, *troubles), found.hosts | set(names), frozenset(blocked))

    def _first_block(self, member: Member, attempt: Attempt) -> int:
        return next((position for position, blocks in self._blocks if blocks(member, attempt)), NOBODY)

    def _of_each(
        self, member: Member, tested: Sequence[Endpoint], tries: Callable[[Member, Endpoint], tuple[Made, ...]]
    ) -> list[tuple[Made, ...]]:
        known: dict[object, tuple[Made, ...]] = {}
        for endpoint in tested:
            key = endpoint if member.noise else _likeness(endpoint)
            if key not in known:
                known[key] = tries(member, endpoint)
        return [known[endpoint if member.noise else _likeness(endpoint)] for endpoint in tested]

    def _agent_tries(self, member: Member, endpoint: Endpoint) -> tuple[Made, ...]:
        return (self._made(member, Attempt("agent", "", endpoint)),)

    def _tries(self, member: Member, endpoint: Endpoint) -> tuple[Made, ...]:
        way = member.way
        default = Attempt("default_proxy", way.address if way.kind == "winhttp" else "", endpoint)
        wpad = Attempt("wpad", member.place.site.wpad_proxy, endpoint)
        direct = Attempt("direct", "", endpoint)
        tries = (self._made(member, default), self._made(member, wpad), self._made(member, direct))
        if way.kind != "named":
            return (*tries, (NotConfigured(), NOBODY))
        return (*tries, self._made(member, Attempt("named_proxy", way.address, endpoint)))

    def _made(self, member: Member, attempt: Attempt) -> Made:
        """What stops the try first on its way out, and at its end.

        By a proxy that is written wrongly nothing goes out, so that no other trouble shows.
        """
        stop = next(
            ((found, position) for position, blocks in self._blocks if (found := blocks(member, attempt))), None
        )
        if stop and isinstance(stop[0], InvalidProxy):
            return stop
        if own := disturbed(member, attempt):
            return own, NOBODY
        if stop:
            return stop
        if attempt.method == "wpad" and not attempt.proxy:
            return failed(12180, member), NOBODY
        if not attempt.proxy and not member.way.direct_open:
            return failed(member.place.closed, member), NOBODY
        for position, spoils in self._spoils:
            if found := spoils(member, attempt):
                return found, position
        return Succeeded(attempt.endpoint.status), NOBODY


@cache
def _gateways() -> tuple[Endpoint, ...]:
    return tuple(one for geo in _GATEWAYS_OF for one in region_list(geo) if one.channel == "gateway")


@cache
def _likeness(endpoint: Endpoint) -> tuple[object, ...]:
    """All by which causes may tell endpoints apart."""
    zones = (".blob." in endpoint.url, ".endpoint.security." in endpoint.url)
    return endpoint.channel, endpoint.status, endpoint.no_pinning, *zones


def _rows(tries: Sequence[Made]) -> Rows:
    default, wpad, direct, named = (result for result, _ in tries)
    return default, wpad, direct, named, NotConfigured()


def _judged(member: Member, check: UrlCheck, tested: Sequence[Endpoint], made: Sequence[Sequence[Made]]) -> Checked:
    troubles = []
    for endpoint, tries in zip(tested, made, strict=True):
        position = _cause_of(endpoint, tries)
        if position != NOBODY:
            troubles.append(Trouble(position, host_of(endpoint.url), _service(endpoint.url, member)))
    return Checked(check, tuple(troubles), frozenset(host_of(endpoint.url) for endpoint in tested))


def _cause_of(endpoint: Endpoint, tries: Sequence[Made]) -> int:
    """The cause of the most telling reason, by which the URL will be judged; none where the URL is reached."""
    if any(isinstance(result, Succeeded) and result.status == endpoint.status for result, _ in tries):
        return NOBODY
    told = [(REASONS.index(reason), -position) for result, position in tries if (reason := reason_of(result))]
    return -min(told)[1]


def reason_of(result: Result) -> str | None:
    """The reason that a reader finds for a try that did not reach its URL."""
    match result:
        case Succeeded():
            return reason_of_status(result.status)
        case PinFailed():
            return "tls_inspection"
        case InvalidProxy():
            return "invalid_proxy"
        case TlsFailed():
            return reason_of_failure(0, ",".join(result.flags), None)
        case Failed():
            return reason_of_failure(result.code, None, None)
        case _:
            return None


@cache
def host_of(url: str) -> str:
    """A URL's host."""
    return urlsplit(url).hostname or ""


def _service(url: str, member: Member) -> str | None:
    mode = "streamlined" if member.streamlined else "standard"
    region = None if member.agent == "mma" else member.place.site.region
    return lookup(url, Profile(region, None, mode, member.agent, member.system.build, "windows")).service
