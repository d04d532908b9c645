"""A proxy answers in the service's place, and another way reaches the URL."""

import pytest
from builders import GATEWAY, GATEWAY_2, block, device, report
from rules.fleets import found, lines

RULE = "spare_proxy_answers_instead"
OPEN = "200 12180 200 403 -"


def test_it_fires_where_another_way_reaches_the_url(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, OPEN), block(GATEWAY_2, OPEN))})
    assert frame["message"].tolist() == [
        "10.0.0.6:8080 answers in the service's place (403) for 2 URLs; another way reaches the same"
    ]
    assert lines(frame, tmp_path) == ["4.1 - Named proxy ( 10.0.0.6:8080): Succeeded (403)"] * 2


@pytest.mark.parametrize(
    "words",
    ["12002 12180 12002 403 -", "200 200 200 200 -", "200 200 403 403 -"],
    ids=["closed", "works", "direct-too"],
)
def test_it_is_silent_where_nothing_else_works_or_no_proxy_is_to_blame(tmp_path, words):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words))})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), items=device("A")),
        "b.txt": report(block(GATEWAY, OPEN), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["B"]
