"""The analyzer's own verdict on a channel, with the traps of its script."""

from datetime import UTC, datetime

import pytest

from mdeanalysis.demo.cloud_events import RULE_2024, cloud_events, failing_urls
from mdeanalysis.demo.endpoints import region_list

AT = datetime(2025, 3, 3, tzinfo=UTC)
STARS = "*" * 68 + " "


def block(url: str, row: str = "Failed (12002: WinHttpSendRequest: 12002: Timeout)") -> list[str]:
    rows = [f"1 - Default proxy: {row}", "2 - x: no", "3 - x: no", "4 - x: no", "5 - x: no"]
    return [STARS, STARS, f"Testing URL : {url}", *rows]


def check(region: str, failing: int, channel: str) -> list[str]:
    """A run of the region's list in which so many URLs of one channel fail."""
    lines = ["Proxy config: Method=Direct, address="]
    for endpoint in region_list(region):
        fails = endpoint.channel == channel and failing > 0
        failing -= fails
        lines += block(endpoint.line) if fails else block(endpoint.line, f"Succeeded ({endpoint.status})")
    return lines


@pytest.mark.parametrize(
    ("channel", "at", "fine", "one", "more"),
    [
        ("gateway", 0, 130017, 131013, 132021),
        ("cyber", 1, 130018, 131014, 132022),
        ("autoir", 2, 130019, 131015, 132023),
        ("samples", 3, 130020, 131016, 132024),
        ("management", 4, 130021, 131017, 132025),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_none_exactly_one_and_more_failures_are_three_events(
    channel: str, at: int, fine: int, one: int, more: int
) -> None:
    ids = [[event.id for event in cloud_events(check("EU", n, channel), "EU", AT)] for n in range(3)]
    assert [five[at] for five in ids] == [fine, one, more]
    assert all(five[:at] + five[at + 1 :] == ids[0][:at] + ids[0][at + 1 :] for five in ids)


def test_an_event_links_the_failing_urls_with_their_flag() -> None:
    event = cloud_events(check("EU", 1, "autoir"), "EU", AT)[2]
    url = "https://automatedirstrprdweu.blob.core.windows.net\tNoPinning"
    assert f"<br><a href='{url}'>{url}</a>" in event.result


@pytest.mark.parametrize(
    ("row", "fails"),
    [
        ("Succeeded (200)", False),
        ("Succeeded (400)", False),
        ("Succeeded (404)", False),
        ("Succeeded (405)", True),
        ("Succeeded (403)", True),
        ("Succeeded (407)", True),
        ("Failed (12029: WinHttpSendRequest: 12029: see (404))", False),
        ("Failed (12029: WinHttpSendRequest: 12029: see 404)", True),
    ],
    ids=["200", "400", "404", "405", "403", "407", "mark-in-a-message", "number-in-a-message"],
)
def test_a_mark_anywhere_in_a_row_is_what_counts(row: str, fails: bool) -> None:
    assert failing_urls(block("https://a.example.com", row)) == ["https://a.example.com"] * fails


def test_since_2024_the_words_succeeded_405_count_too() -> None:
    url = "https://a.example.com"
    assert failing_urls(block(url, "Succeeded (405)"), RULE_2024) == []
    assert failing_urls(block(url, "Failed (12029: see (405))"), RULE_2024) == [url]


@pytest.mark.parametrize("region", ["AU", "FFL4", ""], ids=["australia", "government", "not-onboarded"])
def test_since_2024_every_device_is_judged_on_every_channel(region: str) -> None:
    lines = check(region or "EU", 2, "cyber") if region != "FFL4" else check(region, 1, "cyber")
    ids = [event.id for event in cloud_events(lines, region, AT, RULE_2024)]
    cyber = {"AU": 132022, "FFL4": 131014, "": 130018}[region]
    assert ids == [130017, cyber, 130019, 130020, 130021]


@pytest.mark.parametrize(("lines_between", "fails"), [(5, False), (6, True)], ids=["sixth-line", "seventh-line"])
def test_six_lines_after_the_url_are_looked_at(lines_between: int, fails: bool) -> None:
    lines = ["Testing URL : https://a.example.com", *["-"] * lines_between, "Succeeded (200)"]
    assert bool(failing_urls(lines)) is fails


def test_urls_of_another_list_never_count_as_failed() -> None:
    lines = block("https://winatp-gw-weu.microsoft.com/test") + block("https://winatp-gw-neu.microsoft.com/test")
    assert [event.id for event in cloud_events(lines, "EU", AT)] == [130017, 130018, 130019, 130020, 130021]


def test_a_url_that_was_never_printed_is_no_failure() -> None:
    lines = check("EU", 9, "management")[: 1 + 8 * 4]
    assert [event.id for event in cloud_events(lines, "EU", AT)] == [130017, 130018, 130019, 130020, 130021]


@pytest.mark.parametrize(
    ("region", "ids"),
    [("AU", []), ("", []), ("FFL4", [130017, 130018, 130019, 130021])],
    ids=["region-unknown-to-the-script", "not-onboarded", "government-has-no-samples"],
)
def test_some_regions_are_judged_less_or_not_at_all(region: str, ids: list[int]) -> None:
    lines = check(region or "EU", 0, "")
    assert [event.id for event in cloud_events(lines, region, AT)] == ids


@pytest.mark.parametrize("region", ["EU", "AU", ""], ids=["judged", "unknown", "none"])
def test_no_block_at_all_is_one_event_of_its_own(region: str) -> None:
    assert [event.id for event in cloud_events([], region, AT)] == [131001]
