"""The attempts table: five rows a URL, each with what it says and where it stands."""

import pytest
from builders import BLOB, CTL, CYBER, GATEWAY, GOOD, block, known, onboarding, report, tables_of, url_check, xml

from mdeanalysis.vocabulary import METHODS

LOG = "URLCheckLog.txt"


def attempts(*blocks, **body):
    """The attempts of a log over these blocks, of a device of the region EU or as `body` says."""
    return tables_of({LOG: url_check(*blocks), "RegOnboardedInfoCurrent.json": onboarding(**body)})["attempts"]


def test_every_url_has_five_rows_in_the_order_of_methods():
    frame = attempts(block(GATEWAY), block(CYBER, "12007"))
    assert frame["method"].tolist() == [*METHODS[:5], *METHODS[:5]]
    assert frame["url"].tolist() == [GATEWAY] * 5 + [CYBER] * 5


def test_a_missing_row_has_the_line_of_its_url_and_all_others_their_own():
    text = url_check(block(GATEWAY), block(CYBER, "12007 200"))
    frame = tables_of({LOG: text})["attempts"]
    lines = text.split("\n")
    assert [lines[n - 1][:11] for n in frame["line"][:5]] == [
        "1 - Default",
        "2 - Proxy a",
        "3 - Proxy d",
        "4 - Named p",
        "5 - Command",
    ]
    assert [lines[n - 1][:11] for n in frame["line"][5:]] == ["1 - Default", "2 - Proxy a", *["Testing URL"] * 3]
    assert frame["outcome"].tolist()[5:] == ["failed", "succeeded", "missing", "missing", "missing"]


def test_a_row_keeps_what_it_prints():
    row = attempts(block(GATEWAY, "12007 ssl ! bad -", proxy="proxy one:80")).set_index("method")
    assert row["outcome"].tolist() == ["failed", "failed", "exception", "invalid_proxy", "not_configured"]
    assert row["error_code"].tolist()[:2] == [12007, 0]
    assert row["error_function"].tolist()[0] == "WinHttpSendRequest"
    assert row["message"].tolist()[0] == "made-up words"
    assert row["tls_flags"].tolist()[1] == "INVALID_CA"
    assert [known(v) for v in row["proxy_address"]] == [None, None, None, "proxy one:80", None]
    assert row["http_status"].isna().all()
    assert row["host"].tolist() == ["winatp-gw-weu.microsoft.com"] * 5
    assert row["context"].tolist() == ["system"] * 5


def test_an_answer_that_nobody_knows_is_kept_as_message():
    row = attempts(block(GATEWAY, "? 200 200 - -")).iloc[0]
    assert (row["outcome"], row["message"]) == ("unknown", "Sorry, not now")
    assert known(row["reason"]) is None


def test_pinning_is_off_only_where_the_url_says_so():
    frame = attempts(block(GATEWAY), block(BLOB, "400 400 400 - -", pinned=False))
    assert frame.groupby("url", observed=True)["pinned"].first().to_dict() == {GATEWAY: True, BLOB: False}
    assert BLOB in set(frame["url"])


STREAMLINED = "https://edr-weu.eu.endpoint.security.microsoft.com"
EXPECTED = [
    (GATEWAY, "200", True),
    (GATEWAY, "400", False),
    (GATEWAY, "404", False),
    (GATEWAY, "302", False),
    (GATEWAY, "502", False),
    (BLOB, "400", True),
    (BLOB, "200", False),
    (BLOB, "404", False),
    (f"{STREAMLINED}/storage/automatedirstrprdweu/", "400", True),
    (f"{STREAMLINED}/storage/automatedirstrprdweu/", "200", False),
    ("https://mdav.eu.endpoint.security.microsoft.com/mdav/test", "404", True),
    ("https://mdav.eu.endpoint.security.microsoft.com/mdav/test", "200", False),
    ("https://eu-v20.events.endpoint.security.microsoft.com/OneCollector/1.0", "405", True),
    ("https://eu-v20.events.endpoint.security.microsoft.com/OneCollector/1.0", "200", True),
    (CYBER, "405", False),
    ("https://checkin.dm.microsoft.com", "200", True),
    ("https://checkin.dm.microsoft.com", "404", True),
    ("https://login.microsoftonline.com", "405", True),
    ("https://login.microsoftonline.com", "400", False),
    (CTL, "200", True),
    ("https://nobody.example.com/test", "200", True),
    ("https://nobody.example.com/test", "404", False),
]


@pytest.mark.parametrize(("url", "status", "reached"), EXPECTED)
def test_an_answer_is_reached_if_the_endpoint_gives_that_status(url, status, reached):
    row = attempts(block(url, f"{status} 12007 12007 - -")).iloc[0]
    assert row["reached"] == reached
    assert (known(row["reason"]) is None) == reached


@pytest.mark.parametrize("url", sorted({url for url, _, _ in EXPECTED}))
@pytest.mark.parametrize(("status", "reason"), [("403", "proxy_refused"), ("407", "proxy_auth")])
def test_a_proxys_refusal_is_never_reached(url, status, reason):
    row = attempts(block(url, f"{status} - - - -")).iloc[0]
    assert (row["outcome"], row["reached"], row["reason"]) == ("succeeded", False, reason)


@pytest.mark.parametrize("word", ["12007", "-", "bad", "!", "?", "pin"])
def test_no_other_outcome_is_reached(word):
    frame = attempts(block(GATEWAY, f"200 200 200 {word} -"))
    assert frame["reached"].tolist() == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("12007", "dns"),
        ("12002", "timeout"),
        ("10060", "timeout"),
        ("408", "timeout"),
        ("12029", "connect"),
        ("12030", "reset"),
        ("12180", "wpad_not_found"),
        ("12167", "wpad_script"),
        ("12015", "proxy_auth"),
        ("503", "proxy_refused"),
        ("302", "unexpected_status"),
        ("12175", "tls"),
        ("ssl", "tls"),
        ("pin", "tls_inspection"),
        ("pin-date", "tls"),
        ("bad", "invalid_proxy"),
        ("!", "exception"),
        ("12017", "other"),
        ("200", None),
        ("-", None),
        ("?", None),
    ],
)
def test_the_reason_says_why_a_try_failed(word, reason):
    row = attempts(block(GATEWAY, f"12007 12007 12007 {word} -"))
    assert known(row["reason"][3]) == reason


def test_a_missing_row_has_no_reason_and_is_not_reached():
    row = attempts(block(GATEWAY, "12007")).iloc[4]
    assert (row["outcome"], known(row["reason"]), row["reached"]) == ("missing", None, False)


def test_a_number_that_no_column_holds_is_unknown_and_not_zero():
    frame = attempts(block(GATEWAY, "9999999999999999999 9223372036854775807 -2146233079 - -"))
    assert [known(value) for value in frame["error_code"][:3]] == [None, 2**63 - 1, -2146233079]


def test_a_report_and_its_xml_have_the_reports_attempts_only():
    text = report(block(GATEWAY, GOOD))
    assert len(tables_of({"a.txt": text, "a.xml": xml()})["attempts"]) == 5
