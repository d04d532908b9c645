"""The list that the analyzer itself tests (`RegionsURLs.json`): URLs by region, with raw tabs in its strings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mdeanalysis.catalogue.imports.listing import Entry, Listing, targets
from mdeanalysis.errors import CatalogueError

_SERVICES = {
    "CnCURLs": "command_control",
    "CyberDataURLs": "cyber_data",
    "AutoIRBlobs": "autoir_blob",
    "SampleUploadBlobs": "sample_upload_blob",
    "MdeConfigMgr": "mde_config_mgr",
    "CTLDL": "ctl_crl",
    "Settings": "settings",
    "Events": "events",
}
#: Regions as onboarding names them; FFL4 is two clouds, told apart by the datacenter's prefix.
_CLOUDS = {("FFL4", "UsMod"): ("GCC",), ("FFL4", "UsGov"): ("GCCH", "DOD"), ("FFL4", ""): ("GCCH", "DOD")}
_REGIONS = {"ALL": ("WW",), "FFL5": ("DOD",), "INA": ("IN",)}


def read_regions(text: str, name: str) -> Listing:
    """What the analyzer's list names. Raises `CatalogueError` where the text is no such list."""
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{name}: broken JSON: {error}") from error
    objects = found if isinstance(found, list) else [found]
    if not any(isinstance(one, dict) and "Region" in one for one in objects):
        raise CatalogueError(f"{name}: JSON, but no list of regions with their URLs")
    entries: dict[Entry, None] = {}
    left = []
    for number, one in enumerate(objects, start=1):
        of_one = list(_entries(one)) if isinstance(one, dict) and isinstance(one.get("Region"), str) else []
        entries.update(dict.fromkeys(of_one))
        if not of_one:
            left.append((f"{name}:{number}", json.dumps(one)[:200]))
    return Listing("tested", tuple(entries), tuple(left))


def _entries(one: dict[str, Any]) -> Iterator[Entry]:
    name = one["Region"].strip().upper()
    prefix = str(one.get("DatacenterPrefix") or "")
    region = name.removeprefix("GW_")
    regions = _CLOUDS.get((region, prefix)) or _REGIONS.get(region) or (region,)
    if not all(part.isascii() and part.isalpha() and 2 <= len(part) <= 8 for part in regions):
        return
    government = region.startswith("FFL")
    for key, urls in one.items():
        for url in urls if isinstance(urls, list) else [urls]:
            if key in ("Region", "DatacenterPrefix") or not isinstance(url, str):
                continue
            for target in targets(url.partition("\t")[0]):
                for place in regions:
                    yield Entry(
                        target.endpoint,
                        target.path or "/",
                        target.ports,
                        place,
                        government,
                        _SERVICES.get(key),
                        unless_told=_unless_told(key, prefix, government),
                        generation="streamlined" if ".endpoint.security." in target.endpoint else None,
                    )


def _unless_told(key: str, prefix: str, government: bool) -> str:
    """A prefix keeps URLs from most devices of the region, and settings management is not for everyone."""
    return "optional" if key == "MdeConfigMgr" or (prefix and not government) else "required"
