"""How to see that a change was made: one request from a device, then the analyzer again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

import pandas as pd

from mdeanalysis.plan.egress import DIRECT
from mdeanalysis.plan.hosts import is_listed
from mdeanalysis.plan.needs import ON_HOSTS

#: What may stand in a command that somebody pastes into a shell.
_PROXY = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,252}):\d{1,5}")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,80}){0,12}/?")
_ISSUER = "The certificate's issuer (curl.exe -v shows it) must be Microsoft's or DigiCert's, not your own."


def check(egress: str, changes: pd.DataFrame, needs: pd.DataFrame, urls: pd.DataFrame) -> list[str]:
    """A request to the first host that is asked for, and the status that it must give.

    Hosts of workspaces have no URL, and so no such request.
    """
    asked = changes[changes["kind"].isin(ON_HOSTS)]
    rows = needs[needs["rank"].isin(asked["rank"]) & needs["host"].astype("str").map(is_listed)]
    rows = rows[rows["url"].notna()]
    proxy = "" if egress.startswith(DIRECT) else egress
    if not len(rows) or (proxy and not _PROXY.fullmatch(proxy)):
        return []
    first = rows.iloc[0]
    own = urls[(urls["result_id"] == first["result_id"]) & (urls["url"] == first["url"])]
    status = str(own["expected_status"].iloc[0]).replace("|", " or ")
    way = f"-x http://{proxy}" if proxy else "--noproxy *"
    scheme = "http" if first["port"] == 80 else "https"
    path = str(first["url"]).partition("://")[2].partition("/")[2]
    place = f"/{path}" if _PATH.fullmatch(f"/{path}") else "/"
    command = f'curl.exe -sS -o NUL -w "%{{http_code}}" {way} {scheme}://{first["host"]}{place}'
    lines = [
        "From one of the devices (in a command prompt as SYSTEM, or as any user where the",
        "proxy asks nobody):",
    ]
    lines += ["", f"  {command}", "", f"It must print {status}."]
    lines += [_ISSUER] if (asked["kind"] == "stop_inspection").any() else []
    return [*lines, ""]


def retest(paths: Sequence[str]) -> list[str]:
    """The analyzer again, and the comparison with what the plan was made from."""
    before = " ".join(shlex.quote(path) for path in paths[:1]) or "BEFORE"
    return [
        "Run MDEClientAnalyzer.cmd on the devices again, collect the results in a folder",
        "of their own, and compare:",
        "",
        f"  mdeanalysis compare {before} AFTER --fail-on regression",
    ]
