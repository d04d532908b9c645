"""A proxy that is written wrongly."""

import pytest
from builders import CYBER, GATEWAY, block, report
from rules.fleets import found, lines
from rules.proxy_texts import policy, proxied

RULE = "proxy_malformed"
EVENT = "2022-04-28 09:56:01Z [Warning] ProxyCheck 131002: The proxy's name is odd. Correct it."


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("proxy one:80", "TelemetryProxyServer is proxy one:80: it holds a blank"),
        ("http://10.0.0.6:8080", "TelemetryProxyServer is http://10.0.0.6:8080: it holds a scheme"),
    ],
    ids=["blank", "scheme"],
)
def test_it_fires_at_the_policy_and_shows_row_and_registry(tmp_path, value, fault):
    text = proxied(block(GATEWAY, "200 200 200 bad -", proxy=value), named=value)
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["TelemetryProxyServer"]
    assert frame["message"].tolist() == [fault]
    row = f"4 - Named proxy ( {value}): The proxy isn't in valid format"
    assert lines(frame, tmp_path) == [policy(value), row]


def test_it_fires_at_what_the_tool_refuses(tmp_path):
    text = proxied(block(GATEWAY, "200 200 200 bad -", proxy="proxy:one"), block(CYBER, "200 200 200 bad -"))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == ["TelemetryProxyServer is proxy:one: the tool refuses it"]
    assert len(lines(frame, tmp_path)) == 1


def test_it_fires_at_a_row_alone_and_names_its_line_once(tmp_path):
    text = report(block(GATEWAY, "200 200 200 bad -", proxy="proxy one:80"))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert lines(frame, tmp_path) == ["4 - Named proxy ( proxy one:80): The proxy isn't in valid format"]


def test_it_fires_at_an_argument_without_taking_the_tool_s_own_scheme_for_the_user_s(tmp_path):
    text = proxied(block(GATEWAY, "200 200 200 - bad", proxy="proxy:one"))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == ["-p of the checker is https://proxy:one: the tool refuses it"]


def test_it_fires_at_the_checker_s_own_argument(tmp_path):
    text = proxied(block(GATEWAY, "200 200 200 - bad", proxy="http://10.0.0.6:8080"))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["-p of the checker"]
    assert frame["message"].tolist() == [
        "-p of the checker is https://http://10.0.0.6:8080: it holds a scheme",
    ]


def test_it_fires_where_only_the_tool_s_event_tells(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": proxied(block(GATEWAY), more=(EVENT,))})
    assert frame["message"].tolist() == ["TelemetryProxyServer holds a blank, as the tool says"]
    assert lines(frame, tmp_path) == [EVENT]


@pytest.mark.parametrize(
    "text",
    [
        proxied(block(GATEWAY, "200 200 200 200 200"), named="10.0.0.6:8080"),
        proxied(block(GATEWAY, "200 200 200 12029 -"), named="proxy.contoso.com:8080"),
        proxied(block(GATEWAY), winhttp="http=10.0.0.6:8080;https=10.0.0.6:8443"),
    ],
    ids=["works", "dead-but-well-written", "only-winhttp"],
)
def test_it_is_silent_where_the_form_is_right(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": proxied(block(GATEWAY), named="10.0.0.6:8080", name="A"),
        "b.txt": proxied(block(GATEWAY), named="proxy one:80", name="B"),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["B"]
