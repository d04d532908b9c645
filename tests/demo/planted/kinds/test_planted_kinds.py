"""Each kind of cause alone in a fleet without noise: who fails, where and why, and who does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from mdeanalysis.demo.planted.kinds import KINDS

LoadedOf = Callable[..., Any]
SEED = 4
ALL_SERVICES = {
    "command_control",
    "cyber_data",
    "autoir_blob",
    "sample_upload_blob",
    "mde_config_mgr",
    "ctl_crl",
    "settings",
    "events",
}
STORAGE = {"autoir_blob", "sample_upload_blob"}
#: Kind -> the column that it goes by, its reason and, where every device loses the same, its services.
FAILURES = {
    "malformed_ring": ({"group_ids"}, "invalid_proxy", ALL_SERVICES),
    "firewall": ({"site"}, "timeout", ALL_SERVICES),
    "wpad": ({"site"}, "wpad_script", ALL_SERVICES),
    "proxy_auth": ({"proxy_address"}, "proxy_auth", ALL_SERVICES),
    "proxy_refused": ({"proxy_address"}, "proxy_refused", set()),
    "region_storage": ({"region", "proxy_address"}, "proxy_refused", STORAGE),
    "tls_inspection": ({"proxy_address"}, "tls_inspection", {"command_control", "cyber_data", "settings", "events"}),
    "old_root": ({"os_build"}, "tls", STORAGE),
}
#: Any way through a proxy; and what else a device's tries say.
PROXIED = "default_proxy wpad named_proxy"
BEHIND_A_FIREWALL = ("timeout", "dns", "connect", "wpad_not_found")
HARMLESS = ("asr_rule", "silent_bypass")


def meets(results: pd.DataFrame, conditions: dict[str, Any]) -> pd.Series:
    """Whether a row has the values; of a comma list, whether it holds the one."""
    met = pd.Series(True, index=results.index)
    for name, value in conditions.items():
        lists = results[name].astype(object).map(lambda own: own.split(",") if isinstance(own, str) else [own])
        met &= lists.map(lambda own, value=value: value in own)
    return met


def test_every_kind_is_tried_here() -> None:
    assert set(KINDS) == {*FAILURES, *HARMLESS, "workspace"}


@pytest.mark.parametrize("kind", FAILURES)
def test_the_devices_fail_the_services_named_with_the_reason_named(loaded_of: LoadedOf, kind: str) -> None:
    loaded = loaded_of(200, SEED, kind)
    [cause] = loaded.truth["causes"]
    columns, reason, services = FAILURES[kind]
    assert (cause["kind"], set(cause["conditions"]), cause["reason"]) == (kind, columns, reason)
    assert (cause["failure"], cause["table"]) == (True, "urls")
    assert set(cause["services"]) >= services
    failing = loaded.failing
    assert set(failing["reason"]) == {reason}
    assert set(failing["service"].dropna()) == set(cause["services"])
    assert set(failing["host"]) == set(cause["hosts"])


@pytest.mark.parametrize("kind", FAILURES)
def test_nobody_else_fails_and_all_that_do_are_exposed(loaded_of: LoadedOf, kind: str) -> None:
    loaded = loaded_of(200, SEED, kind)
    [cause] = loaded.truth["causes"]
    assert set(loaded.failing["device_name"]) == set(cause["devices"]) <= set(cause["exposed"])
    assert len(cause["devices"]) >= 3
    assert len(cause["exposed"]) < 150
    assert len(set(cause["devices"])) == len(cause["devices"])


@pytest.mark.parametrize("kind", FAILURES)
def test_exposed_is_who_meets_the_conditions_and_tried_a_host(loaded_of: LoadedOf, kind: str) -> None:
    loaded = loaded_of(200, SEED, kind)
    [cause] = loaded.truth["causes"]
    results = loaded.results
    tried = set(loaded.fleet.urls.loc[loaded.fleet.urls["host"].isin(cause["hosts"]), "device_name"])
    assert set(results.index[meets(results, cause["conditions"])]) & tried == set(cause["exposed"])


@pytest.mark.parametrize("kind", FAILURES)
def test_equivalent_conditions_lie_between_failing_and_exposed(loaded_of: LoadedOf, kind: str) -> None:
    loaded = loaded_of(200, SEED, kind)
    [cause] = loaded.truth["causes"]
    results = loaded.results
    tried = set(loaded.fleet.urls.loc[loaded.fleet.urls["host"].isin(cause["hosts"]), "device_name"])
    assert cause["conditions"] not in cause["equivalent_conditions"]
    for conditions in cause["equivalent_conditions"]:
        met = set(results.index[meets(results, conditions)]) & tried
        assert set(cause["devices"]) <= met <= set(cause["exposed"])


@pytest.mark.parametrize("kind", HARMLESS)
def test_a_harmless_kind_fails_nobody(loaded_of: LoadedOf, kind: str) -> None:
    loaded = loaded_of(200, SEED, kind)
    [cause] = loaded.truth["causes"]
    assert cause["failure"] is False
    assert len(cause["devices"]) >= 4
    assert loaded.failing.empty
    assert not (loaded.fleet.devices["state"] == "failed").any()


def test_a_rule_stops_the_test_of_the_devices_of_one_tag(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(200, SEED, "asr_rule")
    [cause] = loaded.truth["causes"]
    results = loaded.results
    assert set(results.index[results["test_state"] == "not_tested"]) == set(cause["devices"])
    assert set(results.loc[cause["devices"], "not_tested_reason"]) == {"asr_rule"}
    tag = cause["conditions"]["device_tag"]
    tagged = results[results["device_tag"] == tag]
    assert set(tagged.index) == set(cause["exposed"])
    assert set(tagged.index[tagged["agent"] != "mma"]) == set(cause["devices"])


def test_devices_of_a_dead_proxy_get_past_it(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(200, SEED, "silent_bypass")
    [cause] = loaded.truth["causes"]
    devices = loaded.fleet.devices.set_index("device_name")
    assert (
        set(devices.index[devices["direct_bypass"].fillna(False)]) == set(cause["devices"]) == set(cause["exposed"])
    )
    assert set(devices.loc[cause["devices"], "state"]) == {"reached"}
    findings = loaded.fleet.findings
    assert set(cause["devices"]) <= set(findings.loc[findings["rule"] == "silent_bypass", "device_name"])


def test_a_workspace_s_storage_is_blocked_for_its_devices_alone(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(200, SEED, "workspace")
    [cause] = loaded.truth["causes"]
    hosts = loaded.fleet.workspace_hosts
    failing = hosts[hosts["outcome"] == "failed"]
    assert (cause["table"], cause["services"], cause["failure"]) == ("workspace_hosts", ["mma"], True)
    assert set(failing["device_name"]) == set(cause["devices"]) == set(cause["exposed"])
    assert set(failing["host"]) == set(cause["hosts"])
    assert set(failing["reason"]) == {cause["reason"]}
    assert set(failing["workspace_id"]) == {cause["conditions"]["workspace_ids"]}
    assert set(failing["rule"]) == {"*.blob.core.windows.net"}
    assert hosts["workspace_id"].nunique() > 1
    assert {"agent": "mma"} not in cause["equivalent_conditions"]
    assert loaded.failing.empty


@pytest.mark.parametrize(
    ("kind", "method", "outcome", "status", "code"),
    [
        ("proxy_refused", PROXIED, "succeeded", 403, None),
        ("proxy_auth", PROXIED, "succeeded", 407, None),
        ("tls_inspection", PROXIED, "failed", None, 12157),
        ("old_root", "named_proxy", "failed", None, 0),
        ("malformed_ring", "named_proxy", "invalid_proxy", None, None),
        ("firewall", "direct", "failed", None, 12002),
        ("firewall", "wpad", "failed", None, 12180),
        ("wpad", "wpad", "failed", None, {12166, 12167}),
        ("wpad", "named_proxy", "not_configured", None, None),
        ("region_storage", "named_proxy", "succeeded", {403, 502, 503}, None),
        ("proxy_refused", "direct", "failed", None, {12002, 12007, 12029}),
    ],
)
def test_a_try_reads_as_a_real_one(
    loaded_of: LoadedOf, kind: str, method: str, outcome: str, status: Any, code: Any
) -> None:
    loaded = loaded_of(200, SEED, kind)
    [cause] = loaded.truth["causes"]
    failing = loaded.failing[["result_id", "url"]].astype(str)
    tries = loaded.fleet.attempts.astype({"result_id": str, "url": str}).merge(failing, on=["result_id", "url"])
    assert set(tries["device_name"]) == set(cause["devices"])
    tries = tries[tries["method"].isin(method.split()) & (tries["outcome"] == outcome)]
    assert set(tries["reason"].dropna()) <= {cause["reason"], *BEHIND_A_FIREWALL}
    tries = tries[tries["reason"] == cause["reason"]] if method == PROXIED else tries
    assert len(tries)
    for found, wanted in ((tries["http_status"], status), (tries["error_code"], code)):
        values = {None if pd.isna(value) else int(value) for value in found}
        assert values <= (wanted if isinstance(wanted, set) else {wanted})


def test_a_refusing_proxy_refuses_one_service_and_no_other(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(200, SEED, "proxy_refused")
    [cause] = loaded.truth["causes"]
    assert len(cause["services"]) == 1
    refused = loaded.fleet.attempts[loaded.fleet.attempts["http_status"] == 403]
    assert set(refused["host"]) == set(cause["hosts"])


def test_an_inspecting_proxy_shows_its_certificate(loaded_of: LoadedOf) -> None:
    """Editions of 2024 name the issuer; unpinned URLs are reached all the same."""
    loaded = loaded_of(200, SEED, "tls_inspection")
    [cause] = loaded.truth["causes"]
    urls = loaded.fleet.urls[loaded.fleet.urls["device_name"].isin(cause["devices"])]
    assert (urls.loc[urls["host"].str.contains("blob"), "state"] == "reached").any()
    versions = loaded.results.loc[cause["devices"], "tool_version"]
    newer = set(versions.index[versions.str.endswith("2024")])
    events = loaded.fleet.events
    assert newer <= set(events.loc[events["event_id"] == 132027, "device_name"])
    assert not set(events.loc[events["event_id"] == 132027, "device_name"]) - set(cause["exposed"])


@pytest.mark.parametrize(("kind", "failing"), [("firewall", {"direct"}), ("wpad", {"unknown"})])
def test_at_a_site_only_devices_without_a_proxy_of_their_own_fail(
    loaded_of: LoadedOf, kind: str, failing: set[str]
) -> None:
    loaded = loaded_of(2000, 1, kind)
    [cause] = loaded.truth["causes"]
    methods = loaded.results["proxy_method"]
    assert set(methods.loc[cause["devices"]].dropna()) == failing
    proxied = [name for name in cause["exposed"] if methods.loc[name] == "static"]
    assert len(proxied) >= 4
    assert not set(proxied) & set(loaded.failing["device_name"])


def test_a_device_with_another_way_is_exposed_and_does_not_fail(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(2000, 1, "malformed_ring")
    [cause] = loaded.truth["causes"]
    masked = set(cause["exposed"]) - set(cause["devices"])
    states = loaded.fleet.devices.set_index("device_name")["state"]
    assert masked
    assert set(states.loc[sorted(masked)]) == {"reached"}
