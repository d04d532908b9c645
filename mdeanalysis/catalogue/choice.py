"""Which rows of the catalogue are asked for: by region, service, onboarding, agent, build and platform."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from mdeanalysis.catalogue.profile import Profile, is_known, regions_of
from mdeanalysis.catalogue.required import build_fits, generation_fits, is_required
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.catalogue.table import Row
from mdeanalysis.errors import SelectionError

#: The catalogue's own government regions, as onboarding data would have named them.
_GOVERNMENT = {"GCC": ("FFL4", "UsMod"), "GCCH": ("FFL4", "UsGov"), "USGOV": ("FFL4", "UsGov"), "DOD": ("FFL5", None)}
_WORKSPACE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def profile_of_region(region: str | None) -> Profile:
    """The device that a region stands for, in the catalogue's words (`GCC`) or those of onboarding (`GW_EU`).

    Raises `SelectionError` where no row is of that region.
    """
    if not region:
        return Profile()
    name, datacenter = _GOVERNMENT.get(region.strip().upper(), (region, None))
    profile = Profile(name, datacenter)
    known = {row.region for row in catalogue()}
    if not regions_of(profile) or not regions_of(profile)[0] <= known:
        raise SelectionError(f"no endpoint is of region {region}; there are {', '.join(sorted(known))}")
    return profile


def chosen(profile: Profile, services: Collection[str] = (), *, required: bool = False) -> list[Row]:
    """The rows for devices like this one; what the profile leaves open excludes nothing.

    With `required` only what such a device cannot do without. Raises `SelectionError` where the profile does not
    tell that, or where a service is not known.
    """
    unknown = set(services) - {row.service for row in catalogue()}
    if unknown:
        names = ", ".join(sorted({row.service for row in catalogue()}))
        raise SelectionError(f"no endpoint is of service {', '.join(sorted(unknown))}; there are {names}")
    if required and not is_known(profile):
        raise SelectionError("what is required depends on the region and, on Windows, the build: name both")
    fitting = (row for row in catalogue() if not services or row.service in services)
    if required:
        return [row for row in fitting if is_required(row, profile)]
    return [row for row in fitting if _fits(row, profile)]


def filled(rows: Iterable[Row], workspaces: Sequence[str]) -> Iterator[Row]:
    """The rows with each workspace wildcard as the hosts of these workspaces; without workspaces as they are.

    What is no workspace id makes no host: ids come from results that anyone may have written.
    """
    ids = sorted({name.lower() for name in workspaces if _WORKSPACE.fullmatch(name)})
    for row in rows:
        if not row.workspace_template or not ids:
            yield row
            continue
        for name in ids:
            yield row._replace(endpoint=row.workspace_template.replace("{workspace_id}", name))


def _fits(row: Row, profile: Profile) -> bool:
    regions = regions_of(profile)
    if regions and not any(row.region in near for near in regions):
        return False
    if profile.platform and profile.platform not in row.platforms:
        return False
    return build_fits(row, profile) and _onboarding_fits(row, profile)


def _onboarding_fits(row: Row, profile: Profile) -> bool:
    """By mode and agent as far as they are named; a row of a region that is not asked for is judged in its own."""
    named = profile.mode or profile.is_streamlined
    if not named and profile.agent is None:
        return True
    if row.generation == "mma" or named:
        return generation_fits(row, profile if profile.region else _at_home(row, profile))
    return row.generation == "standard" or (row.generation == "streamlined" and profile.agent != "mma")


def _at_home(row: Row, profile: Profile) -> Profile:
    region, datacenter = _GOVERNMENT.get(row.region, ("US" if row.region == "WW" else row.region, None))
    return profile._replace(region=region, datacenter=datacenter)
