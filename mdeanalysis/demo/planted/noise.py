"""Trouble that devices have for reasons of their own. It comes in devices: one that has it may fail everything."""

from __future__ import annotations

import zlib
from random import Random

from mdeanalysis.demo.chance import pick, weighted
from mdeanalysis.demo.endpoints import Endpoint
from mdeanalysis.demo.planted.answers import failed
from mdeanalysis.demo.planted.model import Attempt, Member, Noise
from mdeanalysis.formats.url_block_writer import Result

#: A device is offline, fails one service, one in four URLs or a single one, or PsExec was not let run there.
_KINDS = (("offline", 30), ("service", 35), ("scattered", 15), ("single", 12), ("untested", 8))
_ERRORS = (12002, 12007, 12029, 12030)
_SERVICES = ("gateway", "cyber", "autoir", "samples", "ctl")


def noisy(member: Member, share: float, seed: int) -> Member:
    """The member, with trouble of its own by the chance `share`."""
    rng = Random(f"{seed}/noise/{member.number}")
    if rng.random() >= share:
        return member
    kind = weighted(rng, _KINDS)
    error, service, part = pick(rng, _ERRORS), pick(rng, _SERVICES), str(int(rng.random() * 12))
    if kind == "untested":
        return member._replace(story="psexec_refused", noise=Noise(kind))
    if kind == "offline":
        return member._replace(noise=Noise(kind, 12007))
    return member._replace(noise=Noise(kind, error, service if kind == "service" else part))


def disturbed(member: Member, attempt: Attempt) -> Result | None:
    """What the device's own trouble makes of a try, whichever way it goes."""
    noise = member.noise
    if noise is None or noise.kind == "untested" or not _meets(noise, attempt.endpoint):
        return None
    return failed(noise.error, member)


def _meets(noise: Noise, endpoint: Endpoint) -> bool:
    match noise.kind:
        case "offline":
            return True
        case "service":
            return endpoint.channel == noise.part
        case "scattered":
            return zlib.crc32(f"{noise.part} {endpoint.url}".encode()) % 4 == 0
        case _:
            return zlib.crc32(f"{noise.part} {endpoint.url}".encode()) % 12 == 0
