"""The URLs that the analyzer tests in each region, in its own order, with the status of a healthy answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

GATEWAYS = {
    "US": ("cus", "eus", "cus3", "eus3"),
    "EU": ("weu", "neu"),
    "UK": ("uks", "ukw"),
    "AU": ("aue", "aus"),
    "FFL4": ("usmt", "usmv"),
}
_SAMPLES = {
    "US": tuple(
        f"{name}{side}prod"
        for name in ("ussus1", "ussus2", "ussus3", "ussus4", "wsus1", "wsus2")
        for side in ("east", "west")
    ),
    "EU": ("usseu1northprod", "usseu1westprod", "wseu1northprod", "wseu1westprod"),
    "UK": ("ussuk1southprod", "ussuk1westprod", "wsuk1southprod", "wsuk1westprod"),
    "AU": ("ussau1eastprod", "ussau1southeastprod"),
    "FFL4": (),
}
_MANAGEMENT = (
    ("enterpriseregistration.windows.net", 404),
    ("login.microsoftonline.com", 200),
    ("discovery.dm.microsoft.com", 404),
    ("enrollment.dm.microsoft.com", 404),
    ("checkin.dm.microsoft.com", 404),
    ("graph.microsoft.com", 200),
)
_MANAGEMENT_GOV = (("enterpriseregistration.microsoftonline.us", 404), ("login.microsoftonline.us", 200))
_CTL = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/disallowedcertstl.cab"


@dataclass(frozen=True)
class Endpoint:
    """One URL of the analyzer's list; `channel` is the part of the service behind it."""

    url: str
    channel: str
    status: int = 200
    no_pinning: bool = False

    @property
    def line(self) -> str:
        """The URL as its line of the list has it."""
        return self.url + "\tNoPinning" * self.no_pinning


@cache
def region_list(region: str) -> tuple[Endpoint, ...]:
    """What a device of the region tests, channel after channel; `GW_EU` is the region of streamlined devices."""
    if region.startswith("GW_"):
        return _streamlined(region.removeprefix("GW_"))
    government = region.startswith("FFL")
    prefix, zone = ("fm", "usgovcloudapi") if government else ("prd", "windows")
    blobs = [f"https://automatedirstr{prefix}{gateway}.blob.core.{zone}.net" for gateway in GATEWAYS[region]]
    samples = [f"https://{name}.blob.core.windows.net" for name in _SAMPLES[region]]
    management = _MANAGEMENT_GOV if government else _MANAGEMENT
    return (
        *_gateways(GATEWAYS[region], "commands/test"),
        *_cyber_data(region),
        *(Endpoint(url, "autoir", 400, no_pinning=True) for url in blobs),
        *(Endpoint(url, "samples", 400, no_pinning=True) for url in samples),
        *(Endpoint(f"https://{host}", "management", status, no_pinning=True) for host, status in management),
        *(() if government else _worldwide()),
    )


def _streamlined(region: str) -> tuple[Endpoint, ...]:
    geo = region.lower()
    zone = f"{geo}.endpoint.security.microsoft.com"
    names, samples = GATEWAYS[region], _SAMPLES[region][:2]
    return (
        *(Endpoint(f"https://edr-{name}.{zone}/edr/commands/test", "gateway") for name in names),
        Endpoint(f"https://{geo}-v20.events.endpoint.security.microsoft.com/OneCollector/1.0", "cyber", 405),
        *(Endpoint(f"https://edr-{name}.{zone}/storage/automatedirstrprd{name}/", "autoir", 400) for name in names),
        *(Endpoint(f"https://mdav.{zone}/storage/{name}/", "samples", 400) for name in samples),
        Endpoint(f"https://mdav.{zone}/mdav/test", "samples", 404),
        *(Endpoint(f"https://{host}", "management", _now(status), no_pinning=True) for host, status in _MANAGEMENT),
        Endpoint(f"https://{geo}-mobile.events.data.microsoft.com/OneCollector/1.0", "core_service", 405),
        *_worldwide(),
    )


def _now(status: int) -> int:
    """Hosts that knew no such path by now know it, but not how to GET it."""
    return 405 if status == 404 else status


@cache
def legacy_list(region: str) -> tuple[Endpoint, ...]:
    """What the tool tested before 2021."""
    geo = "us4" if region.startswith("FFL") else region.lower()
    paths = ("vortex-win.data.microsoft.com/health/keepalive", "v20.events.data.microsoft.com/ping")
    return (
        *_gateways(GATEWAYS[region], "test"),
        *(_cyber(f"{geo}{dot}{path}") for dot, path in zip(".-", paths, strict=True)),
        Endpoint(_CTL, "ctl", no_pinning=True),
    )


@cache
def built_in_list() -> tuple[Endpoint, ...]:
    """The seven URLs that the checker falls back to where it finds no list."""
    return (
        *_gateways(("cus", "eus", "weu", "neu"), "test"),
        *(_cyber(f"{geo}.vortex-win.data.microsoft.com/health/keepalive") for geo in ("eu", "us")),
        Endpoint(_CTL, "ctl", no_pinning=True),
    )


@cache
def shipped_list() -> tuple[Endpoint, ...]:
    """The list as it comes with the tool, which no onboarding has narrowed to a region."""
    return (
        *_gateways(("cus", "eus", "weu", "neu", "uks", "ukw", "usgt", "usgv"), "test"),
        *(_cyber(f"{geo}-v20.events.data.microsoft.com/ping") for geo in ("us", "eu", "uk", "us4", "us5")),
        Endpoint(_CTL, "ctl", no_pinning=True),
    )


def _gateways(names: tuple[str, ...], path: str) -> list[Endpoint]:
    return [Endpoint(f"https://winatp-gw-{name}.microsoft.com/{path}", "gateway") for name in names]


def _cyber(address: str) -> Endpoint:
    return Endpoint(f"https://{address}", "cyber")


def _cyber_data(region: str) -> list[Endpoint]:
    if region.startswith("FFL"):
        return [_cyber("us4-v20.events.data.microsoft.com/ping")]
    geo = region.lower()
    vortex, v20 = f"{geo}.vortex-win.data.microsoft.com/ping", f"{geo}-v20.events.data.microsoft.com/ping"
    return [_cyber(vortex), _cyber(v20)]


def _worldwide() -> list[Endpoint]:
    return [
        Endpoint(_CTL, "ctl", no_pinning=True),
        Endpoint("https://settings-win.data.microsoft.com/qos", "settings"),
        Endpoint("https://events.data.microsoft.com/ping", "events"),
    ]
