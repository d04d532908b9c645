"""One whole report of the first and of the last edition, held against texts that were checked by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mdeanalysis.demo.documents import documents
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.sites import ZURICH

GOLDEN = Path(__file__).parent.parent / "data" / "writers"
#: A site whose list is short, so that the report can be read by eye.
SMALL = replace(ZURICH, region="FFL4", datacenter="UsModTexas", gateway="usmt")


@pytest.mark.parametrize("edition", ["e22", "e24"])
def test_a_report_is_what_was_checked_by_hand(device_of: Callable[..., Device], edition: str) -> None:
    text = documents(device_of("proxy_refused", site=SMALL, edition=edition)).text().decode("utf-16")
    assert text.replace("\r\n", "\n") == (GOLDEN / f"report_{edition}.txt").read_text(encoding="utf-8")
    assert text.count("\r\n") == text.count("\n") == text.count("\r")


@pytest.mark.parametrize("edition", ["e22", "e24"])
def test_the_xml_report_is_what_was_checked_by_hand(device_of: Callable[..., Device], edition: str) -> None:
    text = documents(device_of("proxy_refused", site=SMALL, edition=edition)).xml().decode("utf-8")
    assert text.startswith("\ufeff<?xml")
    assert text[1:].replace("\r\n", "\n") == (GOLDEN / f"report_{edition}.xml").read_text(encoding="utf-8").rstrip(
        "\n"
    )
