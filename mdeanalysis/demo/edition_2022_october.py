"""The report of the script's edition 23102022: that of April, with the start of Windows and two proxies more."""

from __future__ import annotations

from mdeanalysis.demo import edition_2022 as april
from mdeanalysis.demo import edition_2022_network as network
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import Header, Item, Part

SCRIPT_VERSION = "23102022"


def device_items(run: Run) -> list[Part]:
    """Name and Windows, and since when it runs."""
    return [*april.device_items(run), boot_time(run)]


def boot_time(run: Run) -> Item:
    """Always in the same pattern, whatever the culture."""
    started = run.at(-86400 * (1 + run.number % 12))
    return Item("devInfo", "SystemBootTime", "SystemBootTime", f"{started:%m/%d/%Y %H:%M:%S}")


def proxy_settings(run: Run) -> list[Part]:
    """The discovered proxy above, netsh's fourth line once more below."""
    discovered = Item("EDRCompInfo", "SenseProxyConfig", "Sense service discovered proxy", run.discovered)
    return [Header("proxy"), discovered, *network.proxy_scopes(run), *network.netsh(run), system_wide(run)]


def system_wide(run: Run) -> Item:
    """The line keeps netsh's indent and language."""
    return Item("devInfo", "SystemWideProxy", "System-wide WinHTTP proxy", network.netsh(run)[3])


SECTIONS: april.Sections = (
    lambda run: april.general(run, SCRIPT_VERSION),
    lambda _: [Header("device")],
    device_items,
    april.sense,
    april.services,
    april.uploads,
    lambda run: april.org_id(run, device_items(run)),
    network.connectivity,
    network.cloud_check,
    april.antivirus,
    april.downlevel,
    april.enrollment,
    network.av_cloud,
    network.asr_rules,
    network.ctldl,
    network.certificate,
    proxy_settings,
    april.anti_spoofing,
    network.data_collection,
    april.diagtrack,
    network.live_response,
    april.fsutil,
    april.command_line,
)
