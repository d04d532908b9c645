"""One run of the analyzer at a made-up device: what the report's sections share."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from mdeanalysis.demo.cloud_events import RULES, Rule
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.network import NO_CHECK, printed_lines


@dataclass(frozen=True)
class Run:
    """The device and what its checker printed."""

    device: Device

    @cached_property
    def check_lines(self) -> list[str]:
        """The checker's lines, as far as they came."""
        return printed_lines(self.device)

    @cached_property
    def reaches_something(self) -> bool:
        """Whether the network lets anything through; untested devices and agents' users have one that works."""
        if self.device.story in NO_CHECK or self.device.system.agent:
            return True
        return any(mark in line for line in self.check_lines for mark in self.rule.marks)

    @property
    def rule(self) -> Rule:
        """How the edition's script judges what the checker printed."""
        return RULES[self.device.edition]

    @property
    def discovered(self) -> str:
        """The checker's first line, which later editions repeat as an item."""
        return self.check_lines[0] if self.check_lines else ""

    @property
    def number(self) -> int:
        """The device's number, from which small differences between devices are made."""
        return self.device.number

    @property
    def signatures_outdated(self) -> bool:
        """Whether Defender's signatures are old, which a few devices' are."""
        return self.number % 13 == 5 and not self.device.rerun

    @property
    def test_edition(self) -> bool:
        """Whether support's tool set ran the script, in a folder without a list of URLs."""
        return self.device.url_list == "built_in"

    @property
    def configuration(self) -> str:
        """The sensor's configuration, which only the service hands out."""
        return "2749150" if self.device.onboarded else ""

    @property
    def seen(self) -> datetime:
        """When the sensor last wrote its time, in UTC."""
        return self.device.started_utc - timedelta(minutes=3 + self.number % 50)

    @property
    def tenant_id(self) -> str:
        """The directory of the device's part of the company."""
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{self.device.site.group}.contoso.com"))

    def at(self, seconds: int) -> datetime:
        """The device's clock some time into the run."""
        return self.device.started + timedelta(seconds=seconds)

    def guid(self, name: str) -> str:
        """A made-up identity of the device, always the same under one name."""
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.{self.device.device_id}.contoso.com"))
