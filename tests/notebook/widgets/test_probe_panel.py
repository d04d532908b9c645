"""The panel of a probe: what its boxes say is tested, Cancel keeps what is done, and the table stays."""

from __future__ import annotations

import socket

import pytest
from probes.network import *  # noqa: F403 - the loopback's own services, as fixtures
from probes.network import BLOB, GATEWAY

from mdeanalysis.notebook import ProbePanel, probe_table
from mdeanalysis.probes.dns import Resolver

URL = f"https://{GATEWAY}/commands/test"


@pytest.fixture
def panel(authorities, origin):
    """`panel(url, ...)` is a panel whose names all lie at the origin on the loopback."""
    made = []

    def make(*urls, **changes):
        usual = {
            "ca_file": authorities.file,
            "connect_timeout": 3.0,
            "read_timeout": 3.0,
            "resolver": Resolver({"*": f"127.0.0.1:{origin.port}"}),
            "suffixes": (),
        }
        made.append(ProbePanel(*urls, **usual | changes))
        return made[-1]

    yield make
    for one in made:
        one.stop()
        one.wait()


def test_run_tests_what_the_boxes_say_and_keeps_a_table(panel):
    widget = panel(URL)
    assert widget.value is None
    assert "Nothing has been tested" in widget.static()
    widget.run.click()
    fleet = widget.wait()
    assert fleet.urls["url"].tolist() == [URL]
    assert probe_table(fleet)["direct"].tolist() == ["200"]
    assert (widget.progress.value, widget.progress.max) == (5, 5)
    assert "1 of 1 URL reached" in widget.words.value
    assert GATEWAY in widget.table.value
    assert GATEWAY in widget.static()
    assert (widget.run.disabled, widget.cancel.disabled) == (False, True)


def test_the_named_proxy_is_tried(panel, proxies, origin):
    widget = panel(f"https://{GATEWAY}:{origin.port}/commands/test", named_proxy=proxies.plain)
    assert widget.proxy.value == proxies.plain
    widget.start()
    attempts = widget.wait().attempts
    assert attempts.loc[attempts["method"] == "named_proxy", "reached"].tolist() == [True]


def test_cancel_keeps_what_was_tried(panel):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slow = {"resolver": Resolver({"*": f"127.0.0.1:{silent.getsockname()[1]}"}), "read_timeout": 60.0}
        widget = panel(URL, f"https://{BLOB}", connect_timeout=60.0, **slow)
        widget.start()
        with silent.accept()[0]:  # a try waits for an answer by now
            assert widget.run.disabled
            widget.cancel.click()
            fleet = widget.wait()
    assert "cut_off" in fleet.urls["state"].tolist()
    assert "broken off" in widget.words.value
    assert not widget.run.disabled


@pytest.mark.parametrize(
    ("proxy", "words"), [("user:pass@10.0.0.6:8080", "without signing in"), ("10.0.0.6", "is no proxy")]
)
def test_a_proxy_that_is_none_is_told_in_words_and_nothing_is_sent(panel, contacted, proxy, words):
    widget = panel(URL)
    widget.proxy.value = proxy
    widget.run.click()
    assert widget.wait() is None
    assert words in widget.words.value
    assert contacted == []


def test_nothing_is_sent_before_run(panel, contacted):
    panel(URL).static()
    assert contacted == []
