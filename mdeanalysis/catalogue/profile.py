"""What of a device decides which endpoints it needs."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mdeanalysis.catalogue.rows import catalogue

#: The unified agent needs what the newest Windows needs, whatever the server's own build.
NEWEST_BUILD = 999_999
#: The lists write 14393 as "not for the Log Analytics agent", which also runs on builds above that.
LAST_MMA_BUILD = 14392

_WORLD = frozenset({"WW"})
_GOVERNMENT = frozenset({"USGOV"})
#: India's label in host names differs from its name in the catalogue.
_ALIASES = {"INA": "IN"}


class Profile(NamedTuple):
    """A device as far as endpoints depend on it; None is unknown, an unknown platform counts as Windows."""

    region: str | None = None
    datacenter: str | None = None
    mode: str | None = None
    agent: str | None = None
    os_build: int | None = None
    platform: str | None = None

    @property
    def is_windows(self) -> bool:
        """Whether the build limits of the catalogue, which are Windows builds, say anything here."""
        return self.platform in (None, "windows")

    @property
    def is_streamlined(self) -> bool:
        """Whether the device was onboarded to the consolidated hosts; a `GW_` region says so too."""
        if self.mode is None:
            return (self.region or "").upper().startswith("GW_")
        return self.mode == "streamlined"

    @property
    def build(self) -> int | None:
        """The Windows build whose needs this device has."""
        if self.agent == "unified":
            return NEWEST_BUILD
        if self.agent == "mma" and self.os_build is not None:
            return min(self.os_build, LAST_MMA_BUILD)
        return self.os_build


@lru_cache(maxsize=1024)
def regions_of(profile: Profile) -> tuple[frozenset[str], ...]:
    """The catalogue's regions that serve the device, the nearest first; none where its region is unknown."""
    region = (profile.region or "").strip().upper().removeprefix("GW_")
    if not region:
        return ()
    if region.startswith("FFL4"):
        moderate = (profile.datacenter or "").lower().startswith("usmod")
        return (frozenset({"GCC"} if moderate else {"GCCH", "DOD"}), _GOVERNMENT, _WORLD)
    if region == "FFL5":
        return (frozenset({"DOD"}), _GOVERNMENT, _WORLD)
    return (frozenset({_ALIASES.get(region, region)}), _WORLD)


def is_known(profile: Profile) -> bool:
    """Whether enough of the device is known to say what it requires.

    A region that no source describes is as unknown as none: its gateways would be missing from the answer.
    """
    regions = regions_of(profile)
    if not regions or not regions[0] <= _listed_regions():
        return False
    return not profile.is_windows or profile.build is not None


@lru_cache(maxsize=1)
def _listed_regions() -> frozenset[str]:
    return frozenset(row.region for row in catalogue())
