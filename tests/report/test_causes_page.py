"""A cause in words: who, what, how many, how sure, what cannot be told apart, who escapes."""

from __future__ import annotations

import pytest

from mdeanalysis.causes import Cause, Explanation
from mdeanalysis.report import causes

CAUSE = Cause(
    rank=1, conditions={"proxy_address": "10.0.0.6:8080"}, services=["command_control"], hosts=["gw.example.com"],
    reason="proxy_refused", failing_devices=9, exposed_devices=12, rate=0.75, rate_elsewhere=0.02, lift=30.0,
    q_value=2e-9, equivalent_conditions=[{"region": "EU"}, {"device_tag": None}], counter_examples=["PC-7"],
    devices=[f"PC-{n}" for n in range(9)], evidence=["a.txt:3"], interval=(0.47, 0.91),
    interval_elsewhere=(0.004, 0.1), failing_elsewhere=1, exposed_elsewhere=50, masked=["PC-8"],
    speaks_of="the reason points at a proxy",
)  # fmt: skip
LEFT = {"failing_devices": 1, "of": 10, "devices": ["PC-1"], "groups": [
    {"service": "settings", "reason": "dns", "failing_devices": 1, "exposed_devices": 40, "rate": 0.025,
     "hosts": ["s.example.com"], "evidence": "b.txt:4"}]}  # fmt: skip
FOUND = Explanation([CAUSE], LEFT, 62, 3)


SAID = """
62 devices tested, 3 not: 10 fail, 1 cause found, 1 of them have failures that no cause explains
1. proxy 10.0.0.6:8080: Refused by a proxy, 9 devices
9 of 12 devices with proxy 10.0.0.6:8080 fail command_control (proxy_refused): 75%, 95 % interval 47% to 91%.
Elsewhere 1 of 50 do: 2.0%, 95 % interval 0.4% to 10%. q = 2e-09 over all conditions tried.
Cannot be told apart in this fleet: proxy 10.0.0.6:8080 = region EU = no tag;
the first is named since the reason points at a proxy.
Counter-examples: 1 device of them does not: PC-7. 1 device gets there by another path: PC-8.
1 more fails for another reason or in part.
What to do: Ask the proxy team to allow these hosts
Devices: PC-0, PC-1, PC-2 and 6 more.
Evidence: a.txt:3
Not explained by any cause
""".strip().splitlines()


def test_the_page_says_all_that_a_network_team_needs() -> None:
    text = " ".join(causes.to_text(FOUND, 100).split())
    for said in SAID:
        assert said in text


@pytest.mark.parametrize("width", [60, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, causes.to_text(FOUND, width).splitlines())) <= width


def test_a_fleet_without_failures_or_causes_is_told_so() -> None:
    none = {"failing_devices": 0, "of": 0, "devices": [], "groups": []}
    assert causes.to_text(Explanation([], none, 5, 0), 100) == "5 devices tested, 0 not: none fails\n"
    assert "no condition sets them apart from the others by more than chance" in causes.headline(
        Explanation([], LEFT, 5, 0)
    )


def test_what_fails_is_counted_as_everywhere_else_and_workspaces_besides() -> None:
    left = LEFT | {"of": 10, "workspace_only": 3}
    said = causes.headline(Explanation([CAUSE], left, 62, 3))
    assert ": 7 fail, 1 cause" in said
    assert said.endswith("; 3 more lack hosts of a workspace alone")
    alone = LEFT | {"of": 1, "workspace_only": 1}
    said = causes.headline(Explanation([], alone, 62, 3))
    assert ": none fails, and no" in said
    assert said.endswith("; 1 more lacks hosts of a workspace alone")


def test_nothing_read_is_not_nothing_wrong() -> None:
    none = {"failing_devices": 0, "of": 0, "devices": [], "groups": []}
    assert causes.headline(Explanation([], none, 0, 0)) == "no device: none was read, or none chosen"
    assert causes.headline(Explanation([], none, 0, 4)) == "0 devices tested, 4 not"


def test_names_out_of_hostile_input_are_harmless() -> None:
    cause = Cause(**{**vars(CAUSE), "conditions": {"site": "<b>\x1b[31m|"}})
    found = Explanation([cause], LEFT, 62, 3)
    assert "\x1b" not in causes.to_text(found, 100)
    assert "\x1b" not in causes.to_json(found)
    assert "<b>" not in causes.to_markdown(found).replace("\\<", "")
