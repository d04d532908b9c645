"""Made-up devices without a sensor of Windows: servers with the monitoring agent, Linux and macOS."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from mdeanalysis import load
from mdeanalysis.demo import plan
from mdeanalysis.demo.carriers import carried
from mdeanalysis.demo.documents import documents
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.sites import DOWNLEVEL, UNIX
from mdeanalysis.demo.stories import AGENT_STORIES, BY_NAME

DeviceOf = Callable[..., Device]
MMA = [story.name for story in AGENT_STORIES if story.agent == "mma"]
XMDE = [story.name for story in AGENT_STORIES if story.agent == "xmde"]


def made(device_of: DeviceOf, story: str, **changes: object) -> Device:
    told = BY_NAME[story]
    system = (DOWNLEVEL if told.agent == "mma" else UNIX)[0][0]
    carrier = "zip" if told.agent == "mma" else "output_zip"
    return device_of(story, **{"system": system, "edition": told.edition, "carrier": carrier, **changes})


def loaded(folder: Path, device: Device) -> pd.Series:
    for name, content in carried(device):
        path = folder / device.site.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    fleet = load(folder)
    assert len(fleet.problems) == 0
    (row,) = fleet.devices.merge(fleet.results[["result_id", "formats", "not_tested_reason"]]).to_dict("records")
    return pd.Series(row)


@pytest.mark.parametrize("carrier", ["zip", "zip_in_folder", "folder", "text", "text_gz", "pair", "zip_without_xml"])
@pytest.mark.parametrize("story", MMA)
def test_a_server_with_the_old_agent_ends_as_its_story_says(
    device_of: DeviceOf, tmp_path: Path, story: str, carrier: str
) -> None:
    row = loaded(tmp_path, made(device_of, story, carrier=carrier))
    assert (row["state"], row["agent"], row["device_name"]) == (BY_NAME[story].state, "mma", "CONTOSO-WS017")
    assert "downlevel_text" in row["formats"]


@pytest.mark.parametrize("system", [system for system, _ in UNIX], ids=lambda system: system.product)
@pytest.mark.parametrize("carrier", ["output_zip", "output_folder"])
@pytest.mark.parametrize("story", XMDE)
def test_linux_and_macos_end_as_their_story_says(
    device_of: DeviceOf, tmp_path: Path, story: str, carrier: str, system: object
) -> None:
    row = loaded(tmp_path, made(device_of, story, carrier=carrier, system=system, name="zrh-lnx00017"))
    assert (row["state"], row["agent"], row["device_name"]) == (BY_NAME[story].state, "xmde", "zrh-lnx00017")
    tested = story != "xmde_untested"
    assert row["formats"] == ("xmde_xml,mdatp_test" if tested else "xmde_xml")


@pytest.mark.parametrize("system", [system for system, _ in DOWNLEVEL], ids=lambda system: system.release)
def test_a_captured_test_has_gateways_and_workspaces(device_of: DeviceOf, system: object) -> None:
    text = documents(made(device_of, "mma_healthy", system=system)).text().decode("utf-16")
    assert text.count("Test URLhttps://winatp-gw-") == 8
    assert text.count("Starting connectivity test for workspace id") == 2
    assert "Command and Control channel as System Account: Passed validation\r\n" in text
    assert "Unified agent for downlevel servers installed: NO\r\n" in text


def test_a_server_without_leftovers_has_one_workspace(device_of: DeviceOf) -> None:
    text = documents(made(device_of, "mma_healthy", number=18)).text().decode("utf-16")
    assert text.count("Starting connectivity test for workspace id") == 1


def test_the_agent_s_proxy_wants_a_user_and_the_report_says_so(device_of: DeviceOf, tmp_path: Path) -> None:
    device = made(device_of, "mma_proxy_auth")
    assert "as System Account : Some of the MDE APIs failed" in documents(device).text().decode("utf-16")
    loaded(tmp_path, device)
    fleet = load(tmp_path)
    system, user = (fleet.urls[fleet.urls["context"] == context] for context in ("system", "user"))
    assert set(system["reason"]) == {"proxy_auth"}
    assert set(user["state"]) == {"reached"}
    assert set(fleet.workspace_hosts["outcome"]) == {"failed"}
    assert "http://proxy-oms.contoso.com:8080" in set(fleet.proxy_settings["address"].dropna())


def test_since_2024_the_agents_tests_are_not_captured(device_of: DeviceOf, tmp_path: Path) -> None:
    device = made(device_of, "mma_not_captured")
    assert "winatp-gw" not in documents(device).text().decode("utf-16")
    assert loaded(tmp_path, device)["not_tested_reason"] == "downlevel_not_captured"


def test_an_inspected_device_s_test_says_ssl_for_every_url(device_of: DeviceOf, tmp_path: Path) -> None:
    loaded(tmp_path, made(device_of, "xmde_inspected"))
    assert set(load(tmp_path).urls["reason"]) == {"tls"}


def test_agents_are_mixed_as_in_the_field() -> None:
    share = Counter(device.system.agent for device in plan(1000, 3))
    assert 0.05 < share["mma"] / 1000 < 0.07
    assert 0.05 < share["xmde"] / 1000 < 0.07


@pytest.mark.parametrize("seed", [0, 1, 7, 42])
def test_the_first_forty_have_each_agent_s_story_once(seed: int) -> None:
    stories = Counter(device.story for device in plan(40, seed) if device.system.agent)
    assert stories == dict.fromkeys([*MMA, *XMDE], 1)


def test_only_an_agent_s_story_makes_a_device_without_a_sensor() -> None:
    for device in plan(300, 2):
        assert device.system.agent == BY_NAME[device.story].agent
        assert (device.carrier in ("output_zip", "output_folder")) == (device.system.agent == "xmde")
        assert device.name == (device.name.lower() if device.system.agent == "xmde" else device.name.upper())


def test_the_log_of_settings_management_is_collected_since_2024(device_of: DeviceOf) -> None:
    name = "MdeConfigMgrLogs/SenseCM.log"
    assert b"E\0n\0r\0o\0l\0l" in dict(documents(device_of(edition="e24")).folder())[name]
    assert name not in dict(documents(device_of()).folder())
