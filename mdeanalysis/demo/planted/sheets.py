"""Reports whose text devices share: all but names and identities is rendered once for devices that are alike."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mdeanalysis.demo.chance import guid
from mdeanalysis.demo.documents import report_parts
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.planted.columns import edition_of
from mdeanalysis.demo.planted.downlevel import report
from mdeanalysis.demo.planted.model import Cause, Member
from mdeanalysis.demo.planted.paths import Checked, Network
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import write_text_report
from mdeanalysis.formats.url_block_writer import PinFailed

#: Stand-ins for what differs, of characters that no report has; the script shortens a device id to 32 digits.
_NAME, _SENSE, _TAG, _GROUPS = "\ue000", "\ue001", "\ue002", "\ue003"
_DEVICE_ID = "\ue004" * 32 + "\ue005" * 8
_GUIDS = ("SQM", "AADDeviceID", "IntuneDeviceID", "anti-spoofing")
_CODECS = {"utf16": ("utf-16-le", b"\xff\xfe"), "utf8": ("utf-8", b"")}


@dataclass(frozen=True)
class Sheet:
    """A shape's report: pieces of bytes, between which a device's own are put; and what its test found."""

    pieces: tuple[bytes, ...]
    slots: tuple[int, ...]
    codec: str
    found: Checked

    def filled(self, member: Member, seed: int) -> bytes:
        """The report of one device."""
        own = [text.encode(self.codec) for text in _own(member, seed)]
        parts = list(self.pieces)
        parts[1::2] = [own[slot] for slot in self.slots]
        return b"".join(parts)


class Sheets:
    """The reports of a fleet by shape: equal shapes have equal texts."""

    def __init__(self, causes: Sequence[Cause], seed: int) -> None:
        self._seed = seed
        self._network = Network(causes)
        self._known: dict[object, Sheet] = {}

    def of(self, member: Member) -> Sheet:
        """The sheet of the device's shape: all that decides its text but name, identities, groups and tag."""
        shape = member[2:5] + member[7:]
        if shape not in self._known:
            self._known[shape] = self._rendered(member)
        return self._known[shape]

    def text(self, member: Member) -> bytes:
        """The device's report, encoded."""
        return self.of(member).filled(member, self._seed)

    def _rendered(self, member: Member) -> Sheet:
        old = member.agent == "mma"
        found = self._network.gateways_checked(member) if old else self._network.checked(member)
        run = Run(_device(member, found))
        parts = report(run, member.workspace, found.check.urls, found.blocked) if old else report_parts(run)
        text = write_text_report(parts)
        return _sheet(text, member.place.encoding, found)


def _device(member: Member, found: Checked) -> Device:
    """The shape's device; small differences between reports go by the site."""
    inspected = any(isinstance(row, PinFailed) for url in found.check.urls for row in url.rows)
    place = member.place
    return Device(
        number=place.number,
        name=_NAME,
        site=place.site,
        system=member.system,
        way=member.way,
        story="tls_inspection" if inspected and member.tested else member.story,
        carrier="text",
        encoding=place.encoding,
        culture="en-GB",
        runner=place.runner if member.tested else "psexec",
        url_list="region",
        started_utc=place.started,
        device_id=_DEVICE_ID,
        sense_guid=_SENSE,
        org_id=guid(f"org/{place.site.group}"),
        tag=_TAG,
        edition=edition_of(member),
        streamlined=member.streamlined,
        groups=_GROUPS,
        check=found.check,
    )


def _sheet(text: str, encoding: str, found: Checked) -> Sheet:
    codec, mark = _CODECS[encoding]
    stand_ins = _stand_ins()
    laid = _any_stand_in().split(text)
    slots = tuple(stand_ins[one] for one in laid[1::2])
    pieces = [piece.encode(codec) for piece in laid]
    pieces[0] = mark + pieces[0]
    return Sheet(tuple(pieces), slots, codec, found)


@cache
def _stand_ins() -> dict[str, int]:
    """Each with the position of its text in `_own`. A run makes GUIDs of any device id."""
    made = [str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.{_DEVICE_ID}.contoso.com")) for name in _GUIDS]
    names = (_NAME, _SENSE, _TAG, _GROUPS, _DEVICE_ID, _DEVICE_ID[:32], made[0].upper(), *made[1:])
    return {name: at for at, name in enumerate(names)}


@cache
def _any_stand_in() -> re.Pattern[str]:
    return re.compile("(" + "|".join(map(re.escape, _stand_ins())) + ")")


def _own(member: Member, seed: int) -> list[str]:
    """The device's own texts."""
    drawn = hashlib.shake_256(f"{seed}/{member.number}".encode()).hexdigest(100)
    guids = [_spaced(drawn[at : at + 32]) for at in range(40, 200, 32)]
    return [
        member.name,
        guids[0],
        member.tag or "False",
        member.groups or "False",
        drawn[:40],
        drawn[:32],
        guids[1].upper(),
        *guids[2:],
    ]


def _spaced(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
