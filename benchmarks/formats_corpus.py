"""One folder a format for `formats_bench.py`: texts of different devices from the package's own writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from mdeanalysis.demo import plan
from mdeanalysis.demo.documents import documents
from mdeanalysis.demo.edition_2022 import device_items, general
from mdeanalysis.demo.endpoints import GATEWAYS
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.run import Run
from mdeanalysis.demo.side_files import side_files
from mdeanalysis.formats.cloud_connection_writer import CONNECTED, FAILED, cloud_connection_lines, workspace_test
from mdeanalysis.formats.gateway_block_writer import Answered, GatewayCheck, GatewayFailed, gateway_check_lines
from mdeanalysis.formats.html_report_writer import write_html_report
from mdeanalysis.formats.mdatp_test_writer import AgentTry, write_mdatp_test
from mdeanalysis.formats.text_report_writer import RULE, Header, Part, write_text_report
from mdeanalysis.formats.xmde_xml_writer import XmdeItem, device_item, write_xmde_xml

SEED = 3
#: Letters of a file, whatever its format: else the formats of few lines would show what opening a file costs.
LETTERS = 20_000
Text = Callable[[Device], str]


def build(folder: Path, files: int) -> dict[str, tuple[Path, str]]:
    """Writes the folders; gives what to call each, its place, and its encoding."""
    devices = list(islice(_devices(), files))
    made = {}
    for number, (name, (text, encoding)) in enumerate(FORMATS.items()):
        place = folder / f"{number:02}"
        place.mkdir(parents=True)
        for device in devices:
            content = text(device).encode(encoding)
            mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
            (place / f"{device.number:06}.txt").write_bytes(mark + content)
        made[name] = place, encoding.removesuffix("-le")
    return made


def _devices() -> Iterator[Device]:
    """Devices with a whole result of Windows 10 or later."""
    return (device for device in plan(10**6, SEED) if device.carrier in {"zip", "folder", "text"})


def _modern(device: Device) -> str:
    return write_text_report(documents(device).parts)


def _downlevel(device: Device) -> str:
    run = Run(device)
    parts: list[Part] = [
        *general(run, "28042022"),
        Header("device"),
        *device_items(run),
        "OS Environment is  supported: Microsoft Windows NT 6.3.9600.0",
        "Command and Control channel as System Account : Some of the MDE APIs failed , see details below",
        Header("oms"),
        "OMS channel: Passed validation",
        RULE,
        Header("gateways"),
        *_filled(_gateway_lines(device), LETTERS // 2),
        RULE,
        Header("oms_hosts"),
        *_filled(_workspace_lines(device), LETTERS // 2),
        RULE,
    ]
    return write_text_report(parts)


def _gateways(device: Device) -> str:
    return "".join(f"{line}\r\n" for line in _filled(_gateway_lines(device), LETTERS))


def _workspaces(device: Device) -> str:
    return "".join(f"{line}\r\n" for line in _filled(_workspace_lines(device), LETTERS))


def _filled(lines: Iterator[str], letters: int) -> list[str]:
    found: list[str] = []
    while letters > 0:
        found.append(next(lines))
        letters -= len(found[-1]) + 2
    return found


def _gateway_lines(device: Device) -> Iterator[str]:
    """A run of every region's gateways, again and again with other paths; of a fourth, the name is not resolved."""
    yield from gateway_check_lines(GatewayCheck(oms_proxy=device.way.address))[:-1]
    names = [name for names in GATEWAYS.values() for name in names]
    for number in count(device.number % 4):
        name = names[number % len(names)]
        url = f"https://winatp-gw-{name}.microsoft.com/commands/test{number // len(names)}"
        words = f"The remote name could not be resolved: 'winatp-gw-{name}.microsoft.com'"
        test = Answered(url) if number % 4 else GatewayFailed(url, "NameResolutionFailure", words)
        yield from gateway_check_lines(GatewayCheck((test,)))[1:-1]


def _workspace_lines(device: Device) -> Iterator[str]:
    """Workspaces that the devices share; a fourth fail."""
    for number in count(device.number % 4):
        says = CONNECTED if number % 4 else FAILED
        yield from cloud_connection_lines(
            [workspace_test(f"dddddddd-0000-0000-0000-{number:012}", ("scadvisor",), says)]
        )


def _xml(device: Device) -> str:
    return documents(device).xml().decode("utf-8-sig")


def _page(device: Device) -> str:
    return write_html_report(documents(device).parts)


def _side(device: Device) -> str:
    """The longest side file that is read, as long as a report."""
    text = next(text for name, text, _ in side_files(Run(device)) if name == "dsregcmd.txt")
    return text * (LETTERS // len(text))


def _xmde(device: Device) -> str:
    items = [device_item("device_name", device.name), device_item("device_id", device.device_id)]
    items += [XmdeItem(f"value_{number}", str(number * 7), f"Value {number}") for number in range(100)]
    ids = (330002, 331004, 332009, 310002, 320037)
    general_ = (XmdeItem("script_version", "1.3.4"), XmdeItem("script_run_time", "2025-03-03T12:06:40.123456"))
    return write_xmde_xml(general_, items, [*ids] * (LETTERS // 300))


def _agent(device: Device) -> str:
    tries = (
        AgentTry(f"https://h{number}.contoso.com/test", "OK" if (number + device.number) % 4 else "ERROR")
        for number in range(LETTERS // 60)
    )
    return write_mdatp_test(tries)


#: What a format is called here -> its text of a device, and its encoding.
FORMATS: dict[str, tuple[Text, str]] = {
    "text report": (_modern, "utf-16-le"),
    "down-level text with both tests": (_downlevel, "utf-16-le"),
    "gateway test alone": (_gateways, "utf-8"),
    "workspace test alone": (_workspaces, "utf-8"),
    "XML report": (_xml, "utf-8"),
    "HTML page": (_page, "utf-8"),
    "side file (`dsregcmd.txt`)": (_side, "utf-16-le"),
    "`mde.xml`": (_xmde, "utf-8"),
    "`mdatp connectivity test`": (_agent, "utf-8"),
}


def reports(results: int) -> Iterator[tuple[Device, str]]:
    """So many devices with their text reports."""
    for device in islice(_devices(), results):
        yield device, write_text_report(documents(device).parts)
