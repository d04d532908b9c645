"""The words of a made-up fleet: sites, ways out, operating systems, devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from mdeanalysis.formats.url_block_writer import UrlCheck


@dataclass(frozen=True)
class Way:
    """How a device is meant to get out: `named`, `winhttp`, `wpad` or `direct`, and whether direct is open too."""

    kind: str
    address: str = ""
    direct_open: bool = True


@dataclass(frozen=True)
class Site:
    """A place with its region, its ways out (the first is the usual one), and the clock on its walls."""

    name: str
    code: str
    region: str
    datacenter: str
    gateway: str
    group: str
    utc_hours: int
    cultures: tuple[str, ...]
    ways: tuple[Way, ...]
    wpad_proxy: str = ""


@dataclass(frozen=True)
class System:
    """A Windows release; `product` is what its registry says, which for Windows 11 still reads 10.

    `agent` is `mma` where the old monitoring agent stands in for the sensor, and `xmde` on Linux and macOS, whose
    `release` is the distribution's or macOS's own and whose `kernel` is all that the other numbers are.
    """

    product: str
    release: str
    build: int
    revision: int
    sense: str
    server: bool = False
    agent: str = ""
    kernel: str = "10.0"

    @property
    def unified_agent(self) -> bool:
        """Server 2016 has no sensor of its own."""
        return self.server and self.build <= 14393 and not self.agent


@dataclass(frozen=True)
class Device:
    """All that decides how a device's result looks; equal devices give equal bytes."""

    number: int
    name: str
    site: Site
    system: System
    way: Way
    story: str
    carrier: str
    encoding: str
    culture: str
    runner: str
    url_list: str
    started_utc: datetime
    device_id: str
    sense_guid: str
    org_id: str
    tag: str
    bundle: str = ""
    mended_days: int = 0
    rerun: bool = False
    #: Which script ran: `e22`, `e22b`, `e24` or `legacy`.
    edition: str = "e22"
    #: Whether the device was onboarded with the package of few, common hosts, which only `e24` tests.
    streamlined: bool = False
    #: The sensor's group ids, of which a device that has none prints `False`.
    groups: str = "False"
    #: What the URL checker found, where it is decided elsewhere than by the story.
    check: UrlCheck | None = None

    @property
    def started(self) -> datetime:
        """When the analyzer began, by the device's own clock."""
        return self.started_utc.astimezone(timezone(timedelta(hours=self.site.utc_hours)))

    @property
    def language(self) -> str:
        """The language of Windows itself, such as `de`."""
        return self.culture[:2]

    @property
    def region(self) -> str:
        """The region as the analyzer finds it in the onboarding body: with `GW_` where the device is streamlined."""
        return f"GW_{self.site.region}" if self.streamlined else self.site.region

    @property
    def onboarded(self) -> bool:
        """Whether the device has an identity in the service."""
        return self.story != "not_onboarded"
