"""Which answers count as a proxy's."""

import pandas as pd
from builders import GATEWAY, block, report, write

from mdeanalysis import load
from mdeanalysis.rules import View
from mdeanalysis.rules.evidence_answers import answers

NOW = pd.Timestamp("2022-05-01", tz="UTC")


def seen(folder, words, reason, state):
    view = View(load(write(folder, {"a.txt": report(block(GATEWAY, words))})).tables, NOW)
    return answers(view, reason, state)["method"].tolist()


def test_a_refusal_on_the_direct_way_too_blames_no_proxy(tmp_path):
    assert seen(tmp_path / "a", "12002 403 12002 403 -", "proxy_refused", "failed") == ["wpad", "named_proxy"]
    assert seen(tmp_path / "b", "12002 403 403 403 -", "proxy_refused", "failed") == []


def test_a_proxy_s_sign_in_is_a_proxy_s_on_any_way(tmp_path):
    assert seen(tmp_path, "12002 407 407 12002 -", "proxy_auth", "failed") == ["wpad"]


def test_the_url_s_state_is_asked_for(tmp_path):
    assert seen(tmp_path / "a", "200 12180 12002 407 -", "proxy_auth", "failed") == []
    assert seen(tmp_path / "b", "200 12180 12002 407 -", "proxy_auth", "reached") == ["named_proxy"]
