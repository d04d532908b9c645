"""Writes the onboarding body that the analyzer copies out of the registry: one JSON object on one line."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Onboarding:
    """Where a device reports to; `partner_region` (`GW_EU`) stands only in streamlined packages."""

    org_id: str
    gateway_url: str
    datacenter: str
    region: str
    partner_region: str = ""
    previous_org_ids: tuple[str, ...] = ()
    version: str = "1.4"


def write_onboarding(onboarding: Onboarding | None) -> str:
    """The file's text; a device that was never onboarded leaves an empty line."""
    if onboarding is None:
        return "\r\n"
    body: dict[str, object] = {
        "previousOrgIds": list(onboarding.previous_org_ids),
        "orgId": onboarding.org_id,
        "geoLocationUrl": onboarding.gateway_url,
        "datacenter": onboarding.datacenter,
        "vortexGeoLocation": onboarding.region,
    }
    if onboarding.partner_region:
        body["partnerGeoLocation"] = onboarding.partner_region
    body["version"] = onboarding.version
    return json.dumps(body, separators=(",", ":")) + "\r\n"
