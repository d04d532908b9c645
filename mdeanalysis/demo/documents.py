"""Everything that one run leaves behind, as named bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mdeanalysis.demo import downlevel, edition_2022, edition_2022_october, edition_2024
from mdeanalysis.demo.edition_2022_network import psexec_lines
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.network import url_check
from mdeanalysis.demo.page import page
from mdeanalysis.demo.run import Run
from mdeanalysis.demo.side_files import settings_log, side_files
from mdeanalysis.formats.onboarding_writer import Onboarding, write_onboarding
from mdeanalysis.formats.text_report_writer import Part, write_text_report
from mdeanalysis.formats.url_block_writer import write_url_check
from mdeanalysis.formats.xml_report_writer import write_xml_report

#: Edition -> what its report has, in writing order.
SECTIONS = {
    "e22": edition_2022.SECTIONS,
    "e22b": edition_2022_october.SECTIONS,
    "e24": edition_2024.SECTIONS,
}
TEXT, XML = "SystemInfoLogs/MDEClientAnalyzer.txt", "SystemInfoLogs/MDEClientAnalyzer.xml"


@dataclass(frozen=True)
class Documents:
    """A run's reports; the folder's other files are made only where they are asked for."""

    run: Run
    parts: list[Part]

    def text(self) -> bytes:
        """The text report, re-saved or cut as the device's story has it."""
        text = write_text_report(self.parts)
        if self.run.device.story == "report_cut":
            text = text[: text.rindex("USN query journal") + 12]
        return encoded(text, self.run.device.encoding)

    def xml(self) -> bytes:
        """The XML report."""
        return encoded(write_xml_report(self.parts), "utf8_bom")

    def folder(self) -> Iterator[tuple[str, bytes]]:
        """The result folder as the tool packs it: page, reports, copies of registry and tools."""
        yield "MDEClientAnalyzer.htm", encoded(page(self.parts), "utf8_bom")
        yield TEXT, self.text()
        yield XML, self.xml()
        if self.run.device.system.agent == "mma":
            yield from _of_the_agent(self.run.device)
            return
        body = encoded(write_onboarding(_onboarding(self.run.device)), "utf16")
        yield "SystemInfoLogs/RegOnboardedInfoCurrent.Json", body
        yield "SystemInfoLogs/RegOnboardingInfoPolicy.Json", body
        for name, content, encoding in side_files(self.run):
            yield f"SystemInfoLogs/{name}", encoded(content, encoding)
        if self.run.device.edition == "e24":
            yield "MdeConfigMgrLogs/SenseCM.log", encoded(settings_log(self.run), "utf16")
        if self.run.test_edition and self.run.device.runner == "psexec":
            yield "URLCheckLog.txt", _lines(self.run.check_lines)
            yield "psexeclog.txt", _lines(psexec_lines(self.run))


def report_parts(run: Run) -> list[Part]:
    """Every part of the report, in writing order; the XML report takes its items and events from the same."""
    sections = downlevel.SECTIONS if run.device.system.agent == "mma" else SECTIONS[run.device.edition]
    return [part for section in sections for part in section(run)]


def _of_the_agent(device: Device) -> Iterator[tuple[str, bytes]]:
    """What the monitoring agent's servers have in the copies' place."""
    yield "SystemInfoLogs/MDEClientAnalyzer_User.txt", encoded(downlevel.user_check(device), "utf8")
    yield "SystemInfoLogs/HealthServiceReg.txt", encoded(downlevel.health_service(device), "utf16")


def documents(device: Device) -> Documents:
    """The result of the analyzer at the device."""
    run = Run(device)
    return Documents(run, report_parts(run))


def pasted_check(device: Device) -> bytes:
    """The checker's output, as somebody saved it from the console where PsExec had started it."""
    return encoded(write_url_check(url_check(device)), "utf8") + _lines(psexec_lines(Run(device)))


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text as Windows PowerShell saves it (`utf16`), or as an editor or a mail left it."""
    match encoding:
        case "utf16":
            return b"\xff\xfe" + text.encode("utf-16-le")
        case "utf16_bare":
            return text.encode("utf-16-le")
        case "lf":
            return b"\xff\xfe" + text.replace("\r\n", "\n").encode("utf-16-le")
        case "utf8_bom":
            return text.encode("utf-8-sig")
        case "cp1252":
            return text.encode("cp1252", "replace")
        case _:
            return text.encode("utf-8")


def _lines(lines: list[str]) -> bytes:
    return encoded("".join(line + "\r\n" for line in lines), "utf8")


def _onboarding(device: Device) -> Onboarding | None:
    if not device.onboarded:
        return None
    site = device.site
    gateway = f"https://winatp-gw-{site.gateway}.microsoft.com/"
    if device.streamlined:
        gateway = f"https://edr-{site.gateway}.{site.region.lower()}.endpoint.security.microsoft.com/edr/"
    partner = device.region if device.streamlined else ""
    return Onboarding(device.org_id, gateway, site.datacenter, site.region, partner_region=partner)
