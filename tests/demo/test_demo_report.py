"""One whole report of edition 28042022, held against a text that was checked by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mdeanalysis.demo.documents import documents
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.sites import ZURICH

GOLDEN = Path(__file__).parent.parent / "data" / "writers"
#: A site whose list is short, so that the report can be read by eye.
SMALL = replace(ZURICH, region="FFL4", datacenter="UsModTexas", gateway="usmt")


def test_a_report_is_what_was_checked_by_hand(device_of: Callable[..., Device]) -> None:
    text = documents(device_of("proxy_refused", site=SMALL)).text().decode("utf-16")
    assert text.replace("\r\n", "\n") == (GOLDEN / "report_e22.txt").read_text(encoding="utf-8")
    assert text.count("\r\n") == text.count("\n") == text.count("\r")


def test_the_xml_report_is_what_was_checked_by_hand(device_of: Callable[..., Device]) -> None:
    text = documents(device_of("proxy_refused", site=SMALL)).xml().decode("utf-8")
    assert text.startswith("\ufeff<?xml")
    assert text[1:].replace("\r\n", "\n") == (GOLDEN / "report_e22.xml").read_text(encoding="utf-8").rstrip("\n")
