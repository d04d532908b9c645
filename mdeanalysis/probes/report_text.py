"""A probe as the analyzer's own text report, which every command reads back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.formats.cloud_connection_writer import (
    CONNECTED,
    FAILED,
    HostTest,
    RuleTest,
    WorkspaceTest,
    cloud_connection_lines,
)
from mdeanalysis.formats.text_report_writer import Header, Item, Part, write_text_report
from mdeanalysis.formats.url_block_writer import CheckedUrl, PartRows, UrlCheck, url_check_lines
from mdeanalysis.probes.certificates import kind_of
from mdeanalysis.probes.methods import methods
from mdeanalysis.probes.run import Tries
from mdeanalysis.probes.sight import Sight
from mdeanalysis.probes.targets import Target

#: What Windows with the Log Analytics agent calls itself by its build; all newer ones are 10.0.
_KERNELS = {7601: "6.1", 9200: "6.2", 9600: "6.3"}


@dataclass(frozen=True)
class About:
    """What stands above the rows: who tested when, for which kind of device."""

    version: str
    name: str
    started: datetime
    profile: Profile


def report_text(about: About, tries: Tries) -> str:
    """The whole text; tries that were not made have no row."""
    return write_text_report(_parts(about, tries))


def _parts(about: About, tries: Tries) -> Iterator[Part]:
    started = about.started
    yield Item("general", "scriptVersion", "Script Version: ", f"mdeanalysis {about.version}")
    yield Item("general", "scriptRunTime", "Script RunTime: ", _moment(started))
    yield Header("device")
    yield Item("devInfo", "deviceName", "Device name", about.name)
    yield from _of_profile(about.profile)
    yield from ("", "Connectivity output, running as System:", *url_check_lines(_check(tries)), "")
    yield Header("chain")
    for target in tries.targets:
        yield from _chain(target, tries)
    if lines := cloud_connection_lines(_workspaces(tries)):
        yield Header("oms_hosts")
        yield from (*lines, "")
    yield Header("command_line")
    yield "mdeanalysis"
    yield "probe"


def _moment(moment: datetime) -> str:
    """With AM or PM: without them a morning's hour is not told from an evening's."""
    zone, half = f"{moment:%z}", "AM" if moment.hour < 12 else "PM"
    return f"{moment:%d/%m/%Y} {moment.hour % 12 or 12}:{moment:%M:%S} {half} {zone[:3]}:{zone[3:5]}"


def _of_profile(profile: Profile) -> Iterator[Part]:
    """What says which endpoints are needed. Government clouds are told by their gateways alone."""
    version = ""
    if profile.os_build:
        version = f"Microsoft Windows NT {_KERNELS.get(profile.os_build, '10.0')}.{profile.os_build}.0"
        yield Item("devInfo", "OSBuild", "OS build number", version)
    if profile.agent == "mma":
        yield f"OS Environment is  supported: {version}"  # only reports of devices with this agent have the line
    if profile.agent == "unified":
        yield Item("devInfo", "UnifiedAgent", "Unified agent for downlevel servers installed", "YES")
    if profile.region and not profile.datacenter:
        yield Item("EDRCompInfo", "Location", "Device Datacenter Location", profile.region)
    if profile.region or profile.mode:
        streamlined = "YES" if profile.is_streamlined else "NO"
        label = "Device Onboarded via Streamlined Connectivity"
        yield Item("EDRCompInfo", "SimplifiedConnectivity", label, streamlined)


def _check(tries: Tries) -> UrlCheck:
    around = tries.around
    method, address = _discovered(tries)
    checked = (target for target in tries.targets if target.rule is None)
    urls = tuple(CheckedUrl(target.url, not target.pinned, _rows(target, tries)) for target in checked)
    given = (around.settings.command_line_proxy or "").removeprefix("https://")
    return UrlCheck(method, address, urls, around.named_proxy or "", given)


def _discovered(tries: Tries) -> tuple[str, str]:
    """The checker's own order: the policy's proxy, the system's, what was discovered, none."""
    around = tries.around
    if around.named_proxy:
        return "TelemetryProxyServer", around.named_proxy
    if address := next(iter(around.system.addresses.values()), None):
        return "NamedWinHttp", address
    sights = (t.sights[-1] for t in tries.done.values() if t.method == "wpad" and t.sights)
    proxy = next((sight.proxy_address for sight in sights if sight.proxy_address), None)
    return ("AutoDetectWPAD", proxy) if proxy else ("Direct", "")


def _rows(target: Target, tries: Tries) -> PartRows:
    made = [tries.done.get((target.url, method.name)) for method in methods()]
    first, second, third, fourth, fifth = (one.result if one else None for one in made)
    return first, second, third, fourth, fifth


def _workspaces(tries: Tries) -> list[WorkspaceTest]:
    """The hosts of each workspace by their rules, in the words of the agent's own test."""
    found: dict[str, list[RuleTest]] = {}
    for target in tries.targets:
        if target.rule and any((target.url, method.name) in tries.done for method in methods()):
            says = CONNECTED if _answers_itself(target, tries) else FAILED
            found.setdefault(target.workspace_id, []).append(RuleTest(target.rule, (HostTest(target.host, says),)))
    return [WorkspaceTest(name, tuple(rules)) for name, rules in found.items()]


def _answers_itself(target: Target, tries: Tries) -> bool:
    """Whether a way gave the answer of the service, under a certificate that a proxy does not have."""
    made = (tries.done.get((target.url, method.name)) for method in methods())
    sights = (one.sights[-1] for one in made if one and one.sights)
    return any(
        sight.status in target.expected and kind_of(sight.chain, sight.trusted) in ("expected", "known")
        for sight in sights
    )


def _chain(target: Target, tries: Tries) -> Iterator[str]:
    """Issuer and root; of several ways, that on which somebody opens TLS speaks."""
    if not target.url.startswith("https:") or target.rule:
        return
    sight = shown_chain(target, tries)
    if sight is None:
        yield f"Failed to check certificate issuer for {target.url}"
        return
    yield from (f"The cert issuer for {target.url} is :", sight.issuer or "")
    yield from (f"The root issuer for {target.url} is :", sight.root or "")


def shown_chain(target: Target, tries: Tries) -> Sight | None:
    """The try of which the certificate is told."""
    made = (tries.done.get((target.url, method.name)) for method in methods())
    sights = [sight for one in made if one for sight in one.sights if sight.issuer]
    foreign = (sight for sight in sights if kind_of(sight.chain, sight.trusted) == "foreign")
    return next(foreign, sights[0] if sights else None)
