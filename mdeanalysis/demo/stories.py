"""What can have gone wrong at a made-up device: one function a story, all in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mdeanalysis.demo.endpoints import Endpoint
from mdeanalysis.demo.messages import failed, pin_failed
from mdeanalysis.demo.model import Device, Site, Way
from mdeanalysis.demo.sites import AUSTIN, DENVER, DIRECT, LEEDS, LYON, SYDNEY, ZURICH
from mdeanalysis.formats.url_block_writer import (
    ExceptionThrown,
    InvalidProxy,
    NotConfigured,
    Result,
    Rows,
    Succeeded,
)

Change = Callable[[Device, Endpoint, Rows], Rows]


@dataclass(frozen=True)
class Story:
    """A story, the verdict that it deserves, and where it happens; without a site, anywhere.

    `tag` is the device tag of a network segment that has this trouble and no other; `edition` is the only one to show
    it whole: streamlined devices have no hosts of their own for storage, certificates are examined since 2024.
    """

    name: str
    state: str
    change: Change
    site: Site | None = None
    way: Way | None = None
    runner: str = ""
    culture: str = ""
    tag: str = ""
    edition: str = ""
    #: The agent that shows it: `mma`, `xmde`, or the sensor of Windows.
    agent: str = ""


def healthy_rows(device: Device, endpoint: Endpoint) -> Rows:
    """The five results where every path that the site means to be open is open."""
    answer = Succeeded(endpoint.status)
    way = device.way
    outside = answer if way.direct_open else failed(12002, device.language, device.runner)
    default = answer if way.kind == "winhttp" else outside
    wpad = answer if device.site.wpad_proxy else outside
    named = answer if way.kind == "named" else NotConfigured()
    return default, wpad, outside, named, NotConfigured()


def unchanged(_: Device, __: Endpoint, rows: Rows) -> Rows:
    """Nothing is wrong with the network."""
    return rows


def proxy_refused(_: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """The proxy's rules do not know the cyber data hosts."""
    if endpoint.channel not in ("cyber", "events"):
        return rows
    return *rows[:3], Succeeded(403), rows[4]


def silent_bypass(device: Device, _: Endpoint, rows: Rows) -> Rows:
    """The named proxy is long gone; all that works is the way around it."""
    return *rows[:3], failed(12029, device.language, device.runner), rows[4]


def proxy_auth(_: Device, __: Endpoint, rows: Rows) -> Rows:
    """The proxy wants a user, and the system account is none."""
    return Succeeded(407), *rows[1:]


def bad_gateway(device: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """The proxy takes the call but gets through to no storage account."""
    if endpoint.channel not in ("autoir", "samples"):
        return rows
    return Succeeded(502 if device.number % 2 else 503), *rows[1:]


def tls_inspection(device: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """The proxy shows a certificate of its own; only URLs without pinning do not mind."""
    if endpoint.no_pinning:
        return rows
    return pin_failed(device.language, device.runner), *rows[1:]


def dns(device: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """The site's name server does not know the gateways."""
    if endpoint.channel != "gateway" and "//edr-" not in endpoint.url:
        return rows
    return _direct_rows(failed(12007, device.language, device.runner), rows)


def reset(device: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """A middlebox cuts the calls to the cyber data and events hosts."""
    if endpoint.channel not in ("cyber", "events"):
        return rows
    cut = failed(12030, device.language, device.runner, "WinHttpReceiveResponse")
    return _direct_rows(cut, rows)


def wpad_script(device: Device, _: Endpoint, rows: Rows) -> Rows:
    """The only way out is a script that nobody serves any more."""
    timeout = failed(12002, device.language, device.runner)
    return timeout, failed(12167, device.language, device.runner), timeout, *rows[3:]


def wpad_missing(device: Device, _: Endpoint, rows: Rows) -> Rows:
    """No script is published, which harms nobody."""
    return rows[0], failed(12180, device.language, device.runner), *rows[2:]


def malformed_proxy(_: Device, __: Endpoint, rows: Rows) -> Rows:
    """The proxy's name was mistyped, and nothing else is open."""
    return *rows[:3], InvalidProxy(), rows[4]


def autoir_blocked(device: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """A firewall refuses one storage account of one datacenter."""
    if endpoint.channel != "autoir" or f"prd{device.site.gateway}." not in endpoint.url:
        return rows
    return _direct_rows(failed(12029, device.language, device.runner), rows)


def offline(device: Device, _: Endpoint, rows: Rows) -> Rows:
    """The cable is out: no name is resolved, the proxy's neither."""
    lost = failed(12007, device.language, device.runner)
    named = rows[3] if isinstance(rows[3], NotConfigured) else lost
    return lost, lost, lost, named, rows[4]


def exception_rows(_: Device, endpoint: Endpoint, rows: Rows) -> Rows:
    """The checker breaks down at one sensor data host, whichever way it tries."""
    if "-v20." not in endpoint.url:
        return rows
    named: Result = rows[3] if isinstance(rows[3], NotConfigured) else ExceptionThrown()
    return ExceptionThrown(), ExceptionThrown(), ExceptionThrown(), named, rows[4]


def _direct_rows(result: Result, rows: Rows) -> Rows:
    return result, result, result, *rows[3:]


def _named(address: str) -> Way:
    return Way("named", address, direct_open=False)


def _winhttp(address: str) -> Way:
    return Way("winhttp", address, direct_open=False)


HEALTHY = Story("healthy", "reached", unchanged)
#: Every other story. Its own proxy or tag is what its devices have in common: the cause that is to be found.
STORIES = (
    Story("direct_dropped", "reached", unchanged, ZURICH, _named("proxy-zrh.contoso.com:8080")),
    Story("silent_bypass", "reached", silent_bypass, AUSTIN, Way("named", "proxy-old.contoso.com:8080")),
    Story("wpad_missing", "reached", wpad_missing, ZURICH, DIRECT),
    Story("localised_german", "reached", unchanged, ZURICH, _named("10.41.0.7:8080"), "system", "de-CH"),
    Story("localised_french", "reached", unchanged, LYON, _named("10.33.0.5:8080"), "psexec", "fr-FR"),
    Story(
        "localised_japanese", "reached", unchanged, SYDNEY, _named("proxy-syd.contoso.com:8080"), "system", "ja-JP"
    ),
    Story("report_cut", "reached", unchanged),
    Story("not_onboarded", "reached", unchanged),
    Story("proxy_refused", "failed", proxy_refused, LYON, _named("10.33.0.6:8080")),
    Story("proxy_auth", "failed", proxy_auth, DENVER, _winhttp("proxy-den2.contoso.com:8080")),
    Story("bad_gateway", "failed", bad_gateway, ZURICH, _winhttp("10.41.0.9:8080"), edition="e22"),
    Story("tls_inspection", "failed", tls_inspection, AUSTIN, _winhttp("10.44.0.9:3128"), edition="e24"),
    Story("dns", "failed", dns, DENVER, DIRECT, tag="Branch Boulder"),
    Story("reset", "failed", reset, SYDNEY, Way("wpad"), tag="Warehouse"),
    Story("wpad_script", "failed", wpad_script, LEEDS, Way("wpad", direct_open=False)),
    Story("malformed_proxy", "failed", malformed_proxy, LYON, _named("proxy lys:8080")),
    Story("autoir_blocked", "failed", autoir_blocked, AUSTIN, DIRECT, tag="Research", edition="e22b"),
    Story("offline", "failed", offline),
    Story("exception_rows", "failed", exception_rows),
    Story("killed", "cut_off", unchanged, ZURICH, _named("proxy-zrh.contoso.com:8080")),
    Story("asr_blocked", "not_tested", unchanged, runner="psexec"),
    Story("psexec_refused", "not_tested", unchanged, runner="psexec"),
)
#: Stories of devices without a sensor of Windows. The agents test by their own ways, so that no row changes here.
AGENT_STORIES = (
    Story("mma_healthy", "reached", unchanged, agent="mma", edition="e22"),
    Story(
        "mma_proxy_auth",
        "failed",
        unchanged,
        LYON,
        Way("oms", "http://proxy-oms.contoso.com:8080", direct_open=False),
        agent="mma",
        edition="e22",
    ),
    Story("mma_not_captured", "not_tested", unchanged, agent="mma", edition="e24"),
    Story("xmde_healthy", "reached", unchanged, agent="xmde", edition="xmde"),
    Story("xmde_inspected", "failed", unchanged, AUSTIN, DIRECT, agent="xmde", edition="xmde"),
    Story("xmde_untested", "unknown", unchanged, agent="xmde", edition="xmde"),
)
BY_NAME = {story.name: story for story in (HEALTHY, *STORIES, *AGENT_STORIES)}
