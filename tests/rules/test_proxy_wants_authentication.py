"""A proxy wants a sign-in where nothing else reaches the URL."""

import pytest
from builders import CYBER, GATEWAY, GATEWAY_2, block, device, report, url_check
from rules.fleets import found, lines
from rules.proxy_texts import proxied

RULE = "proxy_wants_authentication"
CLOSED = "12002 12180 12002 407 -"


def test_it_fires_where_the_named_proxy_asks_and_nothing_else_works(tmp_path):
    text = report(block(GATEWAY, CLOSED), block(GATEWAY_2, "12002 12180 12002 12015 -"), block(CYBER))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["10.0.0.6:8080"]
    assert frame["message"].tolist() == [
        "10.0.0.6:8080 asks SYSTEM for a sign-in (12015, 407) for 2 URLs that nothing else reaches"
    ]
    assert lines(frame, tmp_path)[0] == "4.1 - Named proxy ( 10.0.0.6:8080): Succeeded (407)"


@pytest.mark.parametrize(
    ("words", "more", "subject"),
    [
        ("407 12180 12002 - -", {"winhttp": "10.0.0.9:3128"}, "10.0.0.9:3128"),
        ("12002 407 12002 - -", {"found": "Method=AutoDetectWPAD, address=10.0.0.8:80"}, "10.0.0.8:80"),
        ("407 407 407 - -", {}, "default_proxy"),
    ],
    ids=["winhttp", "wpad", "no-proxy-is-known"],
)
def test_it_fires_and_names_the_proxy_where_the_settings_tell(tmp_path, words, more, subject):
    frame = found(RULE, tmp_path, {"a.txt": proxied(block(GATEWAY, words), **more)})
    assert frame["subject"].tolist()[0] == subject


@pytest.mark.parametrize(
    "text",
    [
        report(block(GATEWAY, "12002 12180 200 407 -")),
        report(block(GATEWAY, "12002 12180 12002 403 -")),
        report(block(GATEWAY, "407"), end=False),
    ],
    ids=["direct-works", "refused", "cut-off"],
)
def test_it_is_silent_where_another_way_works_or_may(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_where_only_the_user_is_asked(tmp_path):
    files = {
        "pc/SystemInfoLogs/MDEClientAnalyzer.txt": report(block(GATEWAY)),
        "pc/SystemInfoLogs/MDEClientAnalyzer_User.txt": url_check(block(GATEWAY, CLOSED)),
    }
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, CLOSED), items=device("A")),
        "b.txt": report(block(GATEWAY), items=device("B")),
        "c.txt": report(block(GATEWAY, CLOSED, proxy="10.0.0.7:80"), items=device("C")),
    }
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [
        ("A", "10.0.0.6:8080"),
        ("C", "10.0.0.7:80"),
    ]
