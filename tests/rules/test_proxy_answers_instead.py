"""A proxy answers in the service's place where nothing else reaches the URL."""

import pytest
from builders import BLOB, CYBER, GATEWAY, block, device, report
from rules.fleets import found, lines
from rules.proxy_texts import proxied

RULE = "proxy_answers_instead"
CLOSED = "12002 12180 12002 {} -"


def test_it_fires_and_names_proxy_and_statuses(tmp_path):
    text = report(
        block(GATEWAY, CLOSED.format(502)), block(CYBER, CLOSED.format(403)), block(BLOB, "400 400 400 - -")
    )
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["10.0.0.6:8080"]
    assert frame["message"].tolist() == [
        "10.0.0.6:8080 answers in the service's place (403, 502) for 2 URLs that nothing else reaches"
    ]
    assert lines(frame, tmp_path) == [
        f"4.1 - Named proxy ( 10.0.0.6:8080): Succeeded ({status})" for status in (502, 403)
    ]


@pytest.mark.parametrize("status", [403, 502, 503, 504])
def test_it_fires_at_winhttp_s_proxy(tmp_path, status):
    text = proxied(block(GATEWAY, f"{status} 12180 12002 - -"), winhttp="10.0.0.9:3128")
    assert found(RULE, tmp_path, {"a.txt": text})["subject"].tolist() == ["10.0.0.9:3128"]


@pytest.mark.parametrize(
    "words",
    [
        CLOSED.format(200),
        CLOSED.format(407),
        CLOSED.format(500),
        "12002 12180 200 403 -",
        "503 503 503 - -",
        "12002 12180 503 503 -",
    ],
    ids=["works", "asks-for-sign-in", "another-status", "direct-works", "the-service-perhaps", "direct-too"],
)
def test_it_is_silent_where_no_proxy_is_to_blame(tmp_path, words):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words))})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, CLOSED.format(403)), items=device("A")),
        "b.txt": report(block(GATEWAY, CLOSED.format(403), proxy="10.0.0.7:80"), items=device("B")),
        "c.txt": report(block(GATEWAY), items=device("C")),
    }
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [
        ("A", "10.0.0.6:8080"),
        ("B", "10.0.0.7:80"),
    ]
