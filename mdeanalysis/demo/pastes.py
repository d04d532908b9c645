"""What people send in the zip's place: a quoted mail, a ticket, and the text of tools from before 2021."""

from __future__ import annotations

from mdeanalysis.demo import edition_2022
from mdeanalysis.demo.edition_2022_network import psexec_lines
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import write_text_report
from mdeanalysis.formats.url_block_writer import STARS

#: So many characters fit into the form's field; the rest is dropped without a word.
TICKET = 4000
_TEST = "Connectivity output,"


def mail(device: Device) -> str:
    """The checker's output in somebody's reply: quoted, without the stars, with a mail program's apostrophes."""
    run = Run(device)
    lines = [line for line in (*run.check_lines, *psexec_lines(run)) if line != STARS]
    return "".join(f"> {line}".replace("n't ", "n’t ") + "\r\n" for line in lines)


def ticket(device: Device) -> str:
    """The device's lines and, of the report, the test and as much behind it as the field takes."""
    run = Run(device)
    report = write_text_report(part for section in edition_2022.SECTIONS for part in section(run))
    head = write_text_report(edition_2022.device_items(run))
    return (head + report[report.index(_TEST) :]).replace("\r\n", "\n")[:TICKET]


def legacy_report(device: Device) -> str:
    """A report of 2018 to 2021: no general items, no headers, no `Proxy config` line."""
    run = Run(device)
    *items, _tag, _groups, seen = edition_2022.sense(run)
    head = write_text_report(
        [*edition_2022.device_items(run), *items, seen, "", "Connectivity output, using psexec -s:"]
    )
    lines = [*run.check_lines[1:], *psexec_lines(run)]
    return head + "".join(line + "\r\n" for line in lines)
