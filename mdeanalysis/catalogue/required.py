"""Which rows of the catalogue a device requires."""

from __future__ import annotations

import re
from functools import lru_cache

from mdeanalysis.catalogue.profile import Profile, regions_of
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.catalogue.table import Row

#: The optional rows that a device with the Log Analytics agent cannot do without.
_MMA_NEEDS = re.compile(r"\.(?:ods|oms)\.opinsights\.|\.blob\.core\.")


def is_required(row: Row, profile: Profile) -> bool:
    """Whether the device requires the row, given that its region and build are known."""
    return _fits(row, profile) and generation_fits(row, profile) and _is_asked_for(row, profile)


def _fits(row: Row, profile: Profile) -> bool:
    """Platform, build and region; a foreign region's row fits no device."""
    if (profile.platform or "windows") not in row.platforms:
        return False
    return any(row.region in regions for regions in regions_of(profile)) and build_fits(row, profile)


def build_fits(row: Row, profile: Profile) -> bool:
    """Whether the row is for the device's Windows build; an unknown build fits all."""
    build = profile.build
    if not profile.is_windows or build is None:
        return True
    return (row.os_min_build or 0) <= build and (row.os_max_build is None or build <= row.os_max_build)


def _is_asked_for(row: Row, profile: Profile) -> bool:
    """`legacy` is asked of old Windows builds alone; without a newest build it means "no longer listed"."""
    if row.required == "legacy":
        return profile.is_windows and row.os_max_build is not None
    if row.required == "optional":
        return row.generation == "mma" and _MMA_NEEDS.search(row.endpoint) is not None
    return True


def generation_fits(row: Row, profile: Profile) -> bool:
    """Whether the row is for devices that were onboarded so, and for their agent."""
    if row.generation == "standard":
        return row.service not in _consolidated_services(profile)
    if row.generation == "streamlined":
        return profile.is_streamlined
    return row.generation == "mma" and profile.agent == "mma"


@lru_cache(maxsize=1024)
def _consolidated_services(profile: Profile) -> frozenset[str]:
    """The services whose standard hosts a streamlined device no longer uses."""
    if not profile.is_streamlined:
        return frozenset()
    rows = (row for row in catalogue() if row.generation == "streamlined")
    return frozenset(row.service for row in rows if _fits(row, profile))
