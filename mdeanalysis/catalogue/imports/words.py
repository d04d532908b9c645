"""The words of Microsoft's lists: regions, services, platforms, and whether something is required."""

from __future__ import annotations

import re

from mdeanalysis.catalogue.table import PLATFORMS

_REGIONS = {
    "ww": "WW",
    "worldwide": "WW",
    "global": "WW",
    "all": "WW",
    "us": "US",
    "united states": "US",
    "eu": "EU",
    "europe": "EU",
    "uk": "UK",
    "united kingdom": "UK",
    "au": "AU",
    "australia": "AU",
    "ch": "CH",
    "switzerland": "CH",
    "in": "IN",
    "india": "IN",
    "ae": "AE",
    "uae": "AE",
    "united arab emirates": "AE",
    "gcc": "GCC",
    "gcc high": "GCCH",
    "gcch": "GCCH",
    "dod": "DOD",
    "us gov": "USGOV",
    "usgov": "USGOV",
    "us government": "USGOV",
    "gov": "USGOV",
}
GOVERNMENT = frozenset({"USGOV", "GCC", "GCCH", "DOD"})
_BETWEEN_REGIONS = re.compile(r"\s*(?:[,;/&+:()\n]|\band\b)\s*")
#: A geography that is new to us, as a short name of its own.
_NEW_REGION = re.compile(r"[A-Z]{2,3}")
#: The first that fits: what is told in particular before what is told in general.
_SERVICES = tuple(
    (service, re.compile(words, re.IGNORECASE))
    for service, words in (
        ("mma", r"\bMMA\b|log analytics|monitoring agent|opinsights|\bOMS\b"),
        ("autoir_blob", r"auto ?-?IR\b|automated ?-?investigation"),
        ("sample_upload_blob", r"sample (?:submission|upload)|submission storage|malware sample"),
        ("command_control", r"command (?:and|&|n) control|\bC(?:n|&)C\b|\bC2\b"),
        ("cyber_data", r"cyber ?-?data"),
        ("mde_config_mgr", r"security (?:settings )?management|MdeConfigMgr|\benrol"),
        ("live_response", r"live response|push notification service|\bWNS\b"),
        ("network_scanner", r"network (?:device )?scann"),
        ("smartscreen", r"smart ?screen|network protection"),
        ("maps_xplat", r"(?:mac\w*|linux).{0,40}cloud|cloud.{0,40}(?:mac|linux)"),
        ("maps", r"\bMAPS\b|cloud(?:-delivered)? protection|active protection"),
        ("adl", r"\bADL\b|alternate download"),
        ("definition_update", r"definition|security intelligence"),
        ("mu_wu", r"\bMU\b|\bWU\b|(?:windows|microsoft) update"),
        ("ctl_crl", r"\bC[RT]L\b|certificate (?:revocation|trust)"),
        ("symbols", r"symbol"),
        ("settings", r"settings"),
        ("core_service_1ds", r"core service|\b1DS\b|OneDS"),
        ("ecs_config", r"\bECS\b"),
        ("onboarding_package", r"onboarding package"),
        ("product_update", r"product update|agent update|\bMAU\b"),
        ("ipv6_probe", r"ipv6"),
        ("api", r"\bAPI\b"),
        ("portal", r"portal"),
        ("streamlined_core", r"streamlined|consolidated"),
    )
)
_NOT = re.compile(r"not required|optional|recommended", re.IGNORECASE)
_REQUIRED = re.compile(r"required|mandatory|^\s*(?:yes|y)\s*$", re.IGNORECASE)
_NO = re.compile(
    r"\s*(?:no|n|none|false|0|-+|\u2013|\u2014|n/?a|not applicable|not required|\u2717|\u2718)?\s*", re.IGNORECASE
)
_PLATFORM = {"windows": r"windows|\bwin\b|server", "macos": r"\bmac", "linux": r"linux"}


def regions_of_cell(text: str) -> list[str] | None:
    """The catalogue's regions that a geography cell names, none for an empty one; None where a word is unknown."""
    found: dict[str, None] = {}
    for word in filter(None, _BETWEEN_REGIONS.split(text.strip())):
        plain = " ".join(re.sub(r"[^a-z0-9]+", " ", word.lower()).split())
        region = _REGIONS.get(plain) or (word if _NEW_REGION.fullmatch(word) else None)
        if region is None:
            return None
        found[region] = None
    if len(found) > 1 and "USGOV" in found:  # "US Gov: GCC High, DoD" means the clouds that it names
        named = {region: None for region in found if region in GOVERNMENT - {"USGOV"}}
        found = found if not named else {region: None for region in found if region != "USGOV"}
    return list(found)


def service_of(words: str) -> str | None:
    """The service that category and description speak of."""
    return next((service for service, pattern in _SERVICES if pattern.search(words)), None)


def required_of(text: str) -> bool | None:
    """What a cell of the column `Required or Optional` says."""
    if _NOT.search(text) or text.strip().lower() in {"no", "n"}:
        return False
    return True if _REQUIRED.search(text) else None


def is_ticked(text: str) -> bool:
    """Whether a cell of a platform's column means that the row is for it."""
    return _NO.fullmatch(text) is None


def platforms_in(text: str) -> frozenset[str]:
    """The platforms that a text names."""
    return frozenset(name for name in PLATFORMS if re.search(_PLATFORM[name], text, re.IGNORECASE))


def ports_in(text: str) -> tuple[int, ...]:
    """The ports of a cell such as `443`, `443.0`, `TCP 80, 443`."""
    found = {int(number) for number in re.findall(r"\d{1,5}", re.sub(r"\.0\b", "", text))}
    return tuple(sorted((port for port in found if port in (80, 443)), reverse=True))
