"""Probes in a network that has no way out: that they reach what they do proves that they need nobody else."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from probes.alone import EDGE, FRONT, can_be_alone, isolated
from probes.network import GATEWAY

if (
    not can_be_alone()
):  # root alone may; `test_walk` has the same under an audit hook that refuses all but the loopback
    pytest.skip("no network namespace to be had here", allow_module_level=True)

PROBE = (sys.executable, "-m", "mdeanalysis", "probe", "--format", "json")


def test_a_whole_region_is_reached_by_real_names_on_real_ports(tmp_path: Path) -> None:
    run = isolated("works", tmp_path, *PROBE, "--region", "EU", "--ca-file", str(tmp_path / "trusted.pem"))
    assert (run.returncode, run.stderr) == (0, "")
    sections = json.loads(run.stdout)["sections"]
    assert {row["state"] for row in sections["urls"]["rows"]} == {"reached"}
    assert len(sections["urls"]["rows"]) == 20
    for row in sections["live"]["rows"]:
        assert (row["aliases"], row["dns_said"], row["addresses"]) == (f"{FRONT},{EDGE}", "NOERROR", "127.0.0.1")
        assert row["canonical_name"] == EDGE


def failed(scene: str, folder: Path, *words: str) -> tuple[dict[str, Any], set[str]]:
    """The first row of the URLs, and what all failures say, of a probe in which all fails."""
    urls = (f"--url=https://{host}/commands/test" for host in (GATEWAY, "winatp-gw-neu.microsoft.com"))
    run = isolated(scene, folder, *PROBE, *urls, *words)
    assert (run.returncode, run.stderr) == (3, "")
    sections = json.loads(run.stdout)["sections"]
    assert {row["state"] for row in sections["urls"]["rows"]} == {"failed"}
    rows = sections["failures"]["rows"]
    return sections["urls"]["rows"][0], {row["message"] for row in rows if row["method"] == "direct"}


@pytest.mark.parametrize(
    ("scene", "reason", "says"),
    [
        pytest.param("no-network", "dns", "DNS says UNREACHABLE", id="no-network"),
        pytest.param("dns-is-silent", "dns", "DNS did not answer in 1 s", id="dns-is-silent"),
        pytest.param("dns-fails", "dns", "DNS says SERVFAIL", id="dns-fails"),
        pytest.param("no-service", "connect", "No connection could be made", id="nobody-listens"),
    ],
)
def test_a_broken_network_is_told_in_every_row(tmp_path: Path, scene: str, reason: str, says: str) -> None:
    url, messages = failed(scene, tmp_path, "--timeout", "1")
    assert url["reason"] == reason
    assert all(says in message for message in messages), messages
