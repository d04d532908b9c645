"""The lines that a made-up network gives back, each made once: a fleet has millions of them and few that differ."""

from __future__ import annotations

from functools import cache

from mdeanalysis.demo import messages
from mdeanalysis.demo.planted.model import Member
from mdeanalysis.formats.url_block_writer import Failed, PinFailed

_LANGUAGE = "en"


def failed(code: int, member: Member) -> Failed:
    """A WinHTTP error, in the words of Windows."""
    return _failed(code, member.place.runner)


def pin_failed(member: Member) -> PinFailed:
    """A certificate that an inspecting proxy made."""
    return _pin_failed(member.place.runner)


@cache
def _failed(code: int, runner: str) -> Failed:
    return messages.failed(code, _LANGUAGE, runner)


@cache
def _pin_failed(runner: str) -> PinFailed:
    return messages.pin_failed(_LANGUAGE, runner)
