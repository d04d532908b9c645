"""What the URL checker prints at a made-up device."""

from __future__ import annotations

from mdeanalysis.demo.endpoints import Endpoint, built_in_list, legacy_list, region_list, shipped_list
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.stories import BY_NAME, healthy_rows
from mdeanalysis.formats.url_block_writer import CheckedUrl, UrlCheck, url_check_lines

BLOCK, ROW_4 = 8, 6
NO_CHECK = frozenset({"asr_blocked", "psexec_refused"})


def endpoints(device: Device) -> tuple[Endpoint, ...]:
    """The list that the checker finds on the device."""
    match device.url_list:
        case "built_in":
            return built_in_list()
        case "shipped":
            return shipped_list()
        case "legacy":
            return legacy_list(device.site.region)
        case _:
            return region_list(device.region)


def url_check(device: Device) -> UrlCheck:
    """The whole check, as if nobody stopped it."""
    if device.check is not None:
        return device.check
    change = BY_NAME[device.story].change
    urls = tuple(
        CheckedUrl(endpoint.url, endpoint.no_pinning, change(device, endpoint, healthy_rows(device, endpoint)))
        for endpoint in endpoints(device)
    )
    method, address = _discovered(device)
    named = device.way.address if device.way.kind == "named" else ""
    return UrlCheck(method, address, urls, named_proxy=named)


def printed_lines(device: Device) -> list[str]:
    """What reaches the report: nothing where the checker was not let run, half where it was killed."""
    if device.story in NO_CHECK:
        return []
    lines = url_check_lines(url_check(device))
    if device.story != "killed":
        return lines
    return _half(lines, device.number)


def _half(lines: list[str], number: int) -> list[str]:
    """Stops within a block's row 4, before the only way that works has its answer."""
    quarter = len(lines) // BLOCK // 4
    end = 1 + BLOCK * (quarter + number % quarter) + ROW_4
    half = lines[end]
    return [*lines[:end], half[: len(half) - 4 - number % 5]]


def _discovered(device: Device) -> tuple[str, str]:
    """The way that the checker finds first, in the order: named, WinHTTP, WPAD, none."""
    way = device.way
    if way.kind == "named":
        return "TelemetryProxyServer", way.address
    if way.kind == "winhttp":
        return "NamedWinHttp", way.address
    if device.story == "wpad_script":
        return "Unknown", ""
    if device.site.wpad_proxy and device.story != "offline":
        return "AutoDetectWPAD", device.site.wpad_proxy
    return "Direct", ""
