"""Something on the direct way answers in the services' place."""

import pytest
from builders import BLOB, CYBER, GATEWAY, GATEWAY_2, block, device, report
from rules.fleets import found, lines

RULE = "transparent_proxy_suspected"


def test_it_fires_at_a_foreign_certificate_on_the_direct_way(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, "200 12180 pin - -"), block(CYBER))})
    assert frame["subject"].tolist() == ["direct"]
    assert frame["message"].tolist() == ["direct tries of 1 URL get a certificate under a foreign root"]
    assert lines(frame, tmp_path)[0].startswith(
        "3 - Proxy disabled: Failed (12157: Failed to verify certificate root"
    )


def test_it_fires_where_a_proxy_s_answer_comes_without_a_proxy(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, "407 407 407 - -"))})
    assert frame["message"].tolist() == ["direct tries of 1 URL get a proxy's 407, though no proxy was asked"]


@pytest.mark.parametrize("status", [302, 403, 502, 503])
def test_it_fires_where_two_services_answer_alike(tmp_path, status):
    words = f"200 200 {status} - -"
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words), block(CYBER, words))})
    assert frame["message"].tolist() == [f"direct tries of 2 URLs get {status} alike, from hosts of several services"]
    assert lines(frame, tmp_path) == [f"3 - Proxy disabled: Succeeded ({status})"] * 2


@pytest.mark.parametrize(
    "blocks",
    [
        [block(GATEWAY, "200 200 503 - -"), block(GATEWAY_2, "200 200 503 - -"), block(CYBER)],
        [block(GATEWAY, "200 200 503 - -"), block(CYBER, "200 200 403 - -")],
        [block(GATEWAY, "pin 12180 200 - -")],
        [block(GATEWAY, "200 200 pin-date - -")],
        [block(GATEWAY, "200 200 200 407 -"), block(CYBER, "403 403 200 - -")],
        [block(GATEWAY, "200 200 500 - -"), block(CYBER, "200 200 500 - -")],
        [block(BLOB, "400 400 400 - -"), block(CYBER, "200 12029 12029 - -")],
    ],
    ids=["one-service", "two-statuses", "by-the-proxy", "clock", "proxies-answer", "server-errors", "nobody-answers"],
)
def test_it_is_silent_where_the_service_itself_may_answer(tmp_path, blocks):
    assert len(found(RULE, tmp_path, {"a.txt": report(*blocks)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, "200 200 503 - -"), items=device("A")),
        "b.txt": report(block(GATEWAY, "200 200 pin - -"), items=device("B")),
        "c.txt": report(block(CYBER, "200 200 503 - -"), items=device("C")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["B"]
