"""Whole probes: the catalogue of a region, nothing contacted but the loopback, written and read back, broken off."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from probes.network import BLOB, GATEWAY
from probes.origin import EXPIRED, FOREIGN, UNTRUSTED
from probes.test_methods import row_of, through

import mdeanalysis
from mdeanalysis.catalogue.choice import profile_of_region
from mdeanalysis.errors import ProbeError
from mdeanalysis.probes import report_text
from mdeanalysis.probes.dns import Resolver
from mdeanalysis.probes.run import Try
from mdeanalysis.probes.system_proxy import SystemProxy
from mdeanalysis.probing import encoded, execute, plan

Make = Callable[..., Any]
SAMPLE = Path(__file__).parent.parent.parent / "sample_results"
WORKSPACE = "dddddddd-0000-0000-0000-000000000001"


@pytest.fixture
def whole_region(settings: Make) -> Any:
    """All that a device of the EU region needs, from the origin."""
    return execute(plan(profile=profile_of_region("EU")), settings(), system=SystemProxy())


def test_a_region_is_walked_without_leaving_the_machine(contacted: list[Any], whole_region: Any, origin: Any) -> None:
    urls = whole_region.fleet.urls
    assert (len(urls), set(urls["state"]), set(urls["required"])) == (20, {"reached"}, {True})
    assert set(whole_region.fleet.attempts["outcome"]) == {"succeeded", "failed", "not_configured"}
    assert set(contacted) == {("127.0.0.1", origin.port)}
    assert set(whole_region.fleet.live["method"]) == {"default_proxy", "direct"}


def test_nothing_is_sent_but_bare_gets(settings: Make, origin: Any, proxies: Any) -> None:
    before = len(origin.requests)
    execute(plan(profile=profile_of_region("EU")), settings(command_line_proxy=proxies.asking), system=SystemProxy())
    for head in origin.requests[before:]:
        first, *headers = head.split("\r\n")
        assert re.fullmatch(r"GET /\S* HTTP/1.1", first)
        names = {line.partition(":")[0].lower() for line in headers if line}
        assert names == {"host", "user-agent", "accept"}


def test_a_name_that_is_not_mapped_is_asked_for_and_refused_here(probed: Make, contacted: list[Any]) -> None:
    row = row_of(probed("https://events.data.microsoft.com/ping", resolver=Resolver()))
    assert (row["error_code"], row["reason"]) == (12007, "dns")
    assert contacted == []


def test_a_probe_is_a_result_like_any_other(whole_region: Any) -> None:
    fleet = whole_region.fleet
    (device,) = fleet.devices.to_dict("records")
    assert (device["state"], device["region"], device["os_build"], device["test_state"]) == (
        "reached",
        "EU",
        26100,
        "complete",
    )
    assert device["tool_version"].startswith("mdeanalysis")
    assert fleet.urls["tool_state"].isna().all()
    assert fleet.problems.empty
    assert fleet.findings[fleet.findings["severity"] == "error"].empty
    assert set(fleet.urls["inspection"]) == {"clean", "cannot_tell"}
    assert set(fleet.live["certificate"].dropna()) == {"known"}


def assert_read_back(found: Any, folder: Path) -> mdeanalysis.Fleet:
    """What a probe writes gives the same tables; those are given back."""
    folder.mkdir()
    file = folder / "MDEClientAnalyzer.txt"
    file.write_bytes(encoded(found.text))
    again = mdeanalysis.load(file)
    for name, table in found.fleet.tables.items():
        if name in ("live", "inputs"):
            continue
        without = [column for column in table.columns if column not in ("source", "site")]
        pd.testing.assert_frame_equal(table[without], again.tables[name][without], check_categorical=False)
    assert again.live.empty
    assert again.problems.empty
    return again


def test_what_is_written_is_read_back_to_the_same_rows(
    probed: Make, origin: Any, proxies: Any, inspector: str, tmp_path: Path
) -> None:
    urls = [f"https://{GATEWAY}/commands/test", f"https://{BLOB}", f"https://{EXPIRED}", f"https://{UNTRUSTED}"]
    urls += [through(origin), f"https://{FOREIGN}", "http://any.contoso.com/list.cab"]
    for number, (named, given) in enumerate([(proxies.asking, inspector), ("proxy one:80", proxies.refusing)]):
        assert_read_back(probed(*urls, named_proxy=named, command_line_proxy=given), tmp_path / str(number))


@pytest.mark.parametrize(
    ("agent", "build", "version"),
    [
        pytest.param(None, 26100, "10.0.26100", id="not-said"),
        pytest.param("built_in", 19045, "10.0.19045", id="built-in"),
        pytest.param("unified", 9600, "6.3.9600", id="unified"),
        pytest.param("mma", 7601, "6.1.7601", id="oldest-with-mma"),
        pytest.param("mma", 14393, "10.0.14393", id="newest-with-mma"),
        pytest.param("mma", None, "6.3.9600", id="mma-on-a-build-not-said"),
    ],
)
def test_the_agent_that_was_asked_for_is_read_back(
    settings: Make, tmp_path: Path, agent: str | None, build: int | None, version: str
) -> None:
    profile = profile_of_region("EU")._replace(agent=agent, os_build=build)
    wanted = plan(profile=profile, workspaces=[WORKSPACE])
    again = assert_read_back(execute(wanted, settings(), system=SystemProxy()), tmp_path / "out")
    result, urls = again.results.iloc[0], again.urls
    assert (result["agent"], result["os_version"]) == (agent or "built_in", version)
    assert urls["required"].all()
    assert len(again.attempts) == 5 * sum(target.rule is None for target in wanted.targets)
    assert len(again.workspace_hosts) == (2 if agent == "mma" else 0)
    assert result["test_state"] == "complete"


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_the_hour_of_a_probe_is_read_back(whole_region: Any, hour: int) -> None:
    at = datetime(2025, 3, 21, hour, 4, 5, tzinfo=timezone(timedelta(hours=-5)))
    stated = f"Script RunTime: : {report_text._moment(at)}"
    text = re.sub(r"Script RunTime: : .*", lambda _: stated, whole_region.text.replace("\r", ""))
    assert mdeanalysis.load("-", stdin=io.BytesIO(encoded(text))).results["run_at"].tolist() == [pd.Timestamp(at)]


@pytest.mark.parametrize("region", ["US", "GW_EU", "GCC", "GCCH", "DOD"])
def test_what_a_kind_of_device_needs_is_read_back(settings: Make, region: str) -> None:
    found = execute(plan(profile=profile_of_region(region)), settings(), system=SystemProxy())
    assert found.fleet.urls["required"].all()
    assert (found.fleet.results["connectivity_mode"] == "streamlined").all() == region.startswith("GW_")


def test_the_hosts_of_a_workspace_are_told_as_its_agent_would(settings: Make) -> None:
    profile = profile_of_region("EU")._replace(os_build=9600, agent="mma")
    found = execute(plan(profile=profile, workspaces=[WORKSPACE]), settings(), system=SystemProxy())
    hosts = found.fleet.workspace_hosts
    assert hosts["host"].tolist() == [f"{WORKSPACE}.{name}.opinsights.azure.com" for name in ("ods", "oms")]
    assert hosts["workspace_id"].tolist() == [WORKSPACE] * 2
    assert hosts["outcome"].tolist() == ["succeeded"] * 2
    assert not found.fleet.urls["host"].isin(hosts["host"]).any()
    assert found.fleet.problems.empty


def test_a_proxys_403_is_no_answer_of_a_workspace(settings: Make, proxies: Any) -> None:
    profile = profile_of_region("EU")._replace(os_build=9600, agent="mma")
    chosen = settings(named_proxy=proxies.refusing, resolver=Resolver({"*": "127.0.0.1:9"}))
    found = execute(plan(profile=profile, workspaces=[WORKSPACE]), chosen, system=SystemProxy())
    assert set(found.fleet.live[found.fleet.live["host"].str.startswith(WORKSPACE)]["http_status"].dropna()) == {403}
    assert found.fleet.workspace_hosts["outcome"].tolist() == ["failed"] * 2


def test_a_probe_runs_under_a_running_loop(settings: Make) -> None:
    async def cell() -> Any:
        options = {name: getattr(settings(), name) for name in ("ca_file", "resolver", "suffixes", "announced")}
        return mdeanalysis.probe(f"https://{GATEWAY}/commands/test", **options)

    fleet = asyncio.run(cell())
    assert fleet.urls["state"].tolist() == ["reached"]
    assert len(fleet.live) == 2


def test_the_same_settings_probe_twice(settings: Make) -> None:
    wanted, chosen = plan([f"https://{GATEWAY}/commands/test"]), settings()
    states = [execute(wanted, chosen, system=SystemProxy()).fleet.urls["state"].tolist() for _ in range(2)]
    assert states == [["reached"], ["reached"]]


def test_a_probe_that_is_broken_off_keeps_its_rows(settings: Make) -> None:
    made: list[Try] = []

    def tell(one: Try) -> None:
        made.append(one)
        if len(made) == 5:  # the next one waits for a silent service
            os.kill(os.getpid(), signal.SIGINT)

    urls = [f"https://{GATEWAY}/commands/test", f"https://{GATEWAY}/answer/silence", f"https://{BLOB}"]
    wanted = plan(urls, profile_of_region("EU"))
    found = execute(wanted, settings(concurrency=1, read_timeout=60), tell, SystemProxy())
    assert found.interrupted
    assert found.fleet.urls["state"].tolist() == ["reached", "cut_off", "cut_off"]
    assert found.fleet.results["test_state"].tolist() == ["cut_off"]


def test_a_probe_is_like_a_mac_too(settings: Make) -> None:
    (folder,) = SAMPLE.rglob("*mac00030*")
    wanted = plan(like=("lds-mac00030", [folder]))
    assert (wanted.profile.platform, wanted.profile.agent, wanted.profile.os_build) == ("macos", "xmde", None)
    found = execute(wanted, settings(), system=SystemProxy())
    assert set(found.fleet.urls["state"]) == {"reached"}
    assert {target.url for target in wanted.targets} == set(found.fleet.urls["url"])


def test_a_probe_of_nothing_is_refused() -> None:
    with pytest.raises(ProbeError, match="say what to test"):
        mdeanalysis.probe()


def test_a_proxy_with_a_password_is_refused() -> None:
    with pytest.raises(ProbeError, match="without signing in"):
        mdeanalysis.probe("https://example.com", named_proxy="user:secret@proxy.contoso.com:8080")
