"""Small fleets for plans: texts in a folder, loaded, and what is planned for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builders import BLOB, CYBER, GATEWAY, GATEWAY_2, block, device, report, url_check, write

from mdeanalysis import load
from mdeanalysis.plan import Plan, make_plan

PROXY, OTHER = "10.0.0.6:8080", "10.0.0.7:8080"
HOST = {
    GATEWAY: "winatp-gw-weu.microsoft.com",
    GATEWAY_2: "winatp-gw-neu.microsoft.com",
    CYBER: "eu-v20.events.data.microsoft.com",
    BLOB: "automatedirstrprdweu.blob.core.windows.net",
}
#: A URL's own status, by the direct way alone and by a named proxy alone.
_STATUS = {BLOB: "400"}


def directly(url: str, word: str | None = None) -> str:
    """A block whose three ways without a proxy end so; `None` is well."""
    word = word or _STATUS.get(url, "200")
    return block(url, f"{word} {word} {word} - -", pinned=url != BLOB)


def by_proxy(url: str, word: str | None = None, *, proxy: str = PROXY, direct: str = "12002") -> str:
    """A block of a device with a named proxy; `direct` is what all ways without it answer."""
    word = word or _STATUS.get(url, "200")
    return block(url, f"{direct} {direct} {direct} {word} -", pinned=url != BLOB, proxy=proxy)


def of(name: str, *blocks: str, **items: str) -> str:
    """A report of the device."""
    return report(*blocks, items=device(name, **items)).replace(url_check(), "")


def planned(folder: Path, files: Mapping[str, str | bytes]) -> Plan:
    """The plan for the files."""
    return make_plan(load(write(folder, files)).tables)


def rows(plan: Plan, *names: str) -> list[tuple[Any, ...]]:
    """These columns of the changes, without those that only test again."""
    asked = plan.changes[plan.changes["kind"] != "rerun_test"]
    return list(asked[list(names)].itertuples(index=False, name=None))


def short(plan: Plan) -> list[tuple[Any, ...]]:
    """Kind, target, and devices freed."""
    return rows(plan, "kind", "target", "devices_freed")


def again(plan: Plan) -> dict[str, int]:
    """Why devices must be tested again, with how many."""
    asked = plan.changes[plan.changes["kind"] == "rerun_test"]
    return dict(zip(asked["target"], asked["needed_by"], strict=True))
