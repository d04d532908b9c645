"""Which of several conditions that select the same devices is named first: the one that the reason speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from mdeanalysis.causes.conditions import DIMENSIONS, Condition

_PROXY = ("proxy_address", "proxy_method", "site", "region")
_PLACE = ("site", "proxy_address", "proxy_method", "region")
_GROUP = ("group_ids", "ring", "device_tag", "org_id", "site")
_SYSTEM = ("os_release", "os_build", "agent", "tool_version", "site", "proxy_address")
_SPEAKS_OF = {
    "tls_inspection": _PROXY,
    "proxy_auth": _PROXY,
    "proxy_refused": _PROXY,
    "unexpected_status": _PROXY,
    "dns": _PLACE,
    "wpad_script": _PLACE,
    "wpad_not_found": _PLACE,
    "timeout": _PLACE,
    "connect": _PLACE,
    "reset": _PLACE,
    "invalid_proxy": _GROUP,
    "not_tested": _GROUP,
    "tls": _SYSTEM,
    "exception": _SYSTEM,
    "other": _SYSTEM,
}
_WORDS = {
    _PROXY: "the reason points at a proxy",
    _PLACE: "the reason points at a place's network",
    _GROUP: "the reason points at a policy's group",
    _SYSTEM: "the reason points at the system",
}


def speaks_of(reason: str) -> str:
    """What a reason points at, in words."""
    return _WORDS[_SPEAKS_OF[reason]]


def rank(reason: str, condition: Condition, workspace: bool = False) -> tuple[int, str, str]:
    """A number that is the smaller, the better the condition fits the reason; names decide between equals.

    A host of a `workspace` belongs to it before all else. Columns of the user's own come last.
    """
    order = (*(("workspace_ids",) if workspace else ()), *_SPEAKS_OF[reason], *DIMENSIONS)
    place = order.index(condition.name) if condition.name in order else len(order)
    return place, condition.name, str(condition.value)


def first(reason: str, same: Sequence[Condition], workspace: bool = False) -> Condition:
    """The reading to name."""
    return min(same, key=lambda condition: rank(reason, condition, workspace))
