"""The verdict of one URL: the contract's rules in their order, each with its near miss."""

from itertools import permutations

import pytest
from builders import BLOB, CTL, CYBER, GATEWAY, block, known, onboarding, report, tables_of, url_check
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis.vocabulary import METHODS, REASONS


def url_row(words, url=GATEWAY, *, pinned=True, version="28042022", name="URLCheckLog.txt"):
    """The verdict of a URL whose rows answer so, in a report of this edition of an EU device."""
    made = block(url, words, pinned=pinned)
    text = report(made, version=version) if name.endswith("MDEClientAnalyzer.txt") else url_check(made)
    return tables_of({name: text, "RegOnboardedInfoCurrent.json": onboarding()})["urls"].iloc[0]


def verdict(words, url=GATEWAY):
    row = url_row(words, url)
    return known(row["state"]), known(row["reason"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("200 200 200 - -", ("reached", None)),
        ("12007 12007 200 - -", ("reached", None)),
        ("pin 407 ? 200 -", ("reached", None)),
        ("200", ("reached", None)),
        ("407", ("cut_off", None)),
        ("", ("cut_off", None)),
        ("12007 12007 12007 -", ("cut_off", None)),
        ("- - - - -", ("not_tested", None)),
        ("12007 - - - -", ("failed", "dns")),
        ("? - - - -", ("unknown", None)),
        ("? ? ? ? ?", ("unknown", None)),
        ("? 12007 ? - -", ("failed", "dns")),
        ("? ? ? bad -", ("failed", "invalid_proxy")),
        ("404 404 404 - -", ("failed", "unexpected_status")),
    ],
    ids=[
        "all-reached",
        "one-reached",
        "reached-beside-worst",
        "reached-before-cut",
        "cut-before-failed",
        "no-rows",
        "last-row-missing",
        "nothing-configured",
        "one-tried",
        "one-unknown",
        "all-unknown",
        "unknown-beside-reason",
        "unknown-beside-invalid-proxy",
        "wrong-status",
    ],
)
def test_the_first_rule_that_holds_gives_the_state(words, expected):
    assert verdict(words) == expected


@pytest.mark.parametrize(
    ("url", "words", "state"),
    [
        (BLOB, "400 400 400 - -", "reached"),
        (BLOB, "200 200 200 - -", "failed"),
        (CTL, "200 12029 12029 - -", "reached"),
        (CYBER, "404 404 404 - -", "failed"),
    ],
)
def test_reached_means_the_endpoints_own_status(url, words, state):
    assert url_row(words, url)["state"] == state


#: An answer for every reason, the most telling first.
WORDS = {
    "pin": "tls_inspection",
    "407": "proxy_auth",
    "503": "proxy_refused",
    "12175": "tls",
    "bad": "invalid_proxy",
    "12167": "wpad_script",
    "12002": "timeout",
    "12029": "connect",
    "12030": "reset",
    "12007": "dns",
    "302": "unexpected_status",
    "!": "exception",
    "12017": "other",
    "12180": "wpad_not_found",
}
TELLING = list(WORDS)
ORDER = list(WORDS.values())


def test_the_vocabulary_has_the_reasons_in_their_order():
    assert list(REASONS) == ORDER


@pytest.mark.parametrize(("more", "less"), list(zip(range(13), range(1, 14), strict=True)), ids=ORDER[:13])
def test_the_most_telling_reason_wins_wherever_it_stands(more, less):
    for words in permutations((TELLING[more], TELLING[less], "-")):
        assert verdict(f"{' '.join(words)} - -") == ("failed", ORDER[more])


@given(st.lists(st.sampled_from([*TELLING, "200", "400", "-", "?"]), max_size=5))
@settings(max_examples=60, deadline=None)
def test_the_verdict_follows_the_rules_for_any_rows(words):
    why = [ORDER[TELLING.index(word)] for word in words if word in TELLING]
    why += ["unexpected_status"] * ("400" in words)
    if "200" in words:
        expected = ("reached", None)
    elif len(words) < 5:
        expected = ("cut_off", None)
    elif set(words) == {"-"}:
        expected = ("not_tested", None)
    elif not why:
        expected = ("unknown", None)
    else:
        expected = ("failed", min(why, key=ORDER.index))
    assert verdict(" ".join(words)) == expected


@pytest.mark.parametrize(
    ("words", "methods"),
    [
        ("200 200 200 200 200", "default_proxy,wpad,direct,named_proxy,command_line_proxy"),
        ("12007 12007 200 200 -", "direct,named_proxy"),
        ("404 12007 12007 - -", None),
    ],
)
def test_working_methods_are_listed_in_the_order_of_methods(words, methods):
    assert known(url_row(words)["working_methods"]) == methods
    assert METHODS[:5] == ("default_proxy", "wpad", "direct", "named_proxy", "command_line_proxy")


@pytest.mark.parametrize(
    ("words", "statuses"), [("200 407 200 502 -", "200,407,502"), ("12007 12007 12007 - -", None)]
)
def test_statuses_are_those_seen_each_once(words, statuses):
    assert known(url_row(words)["statuses"]) == statuses


def test_the_expected_status_is_named():
    assert url_row("200")["expected_status"] == "200"
    assert url_row("200", "https://checkin.dm.microsoft.com")["expected_status"] == "200|404|405"


TEXT = "SystemInfoLogs/MDEClientAnalyzer.txt"


@pytest.mark.parametrize(
    ("words", "version", "state"),
    [
        ("200 12007 12007 - -", "28042022", "reached"),
        ("400 12007 12007 - -", "28042022", "reached"),
        ("12007 404 12007 - -", "28042022", "reached"),
        ("405 12007 12007 - -", "28042022", "failed"),
        ("405 12007 12007 - -", "31122023", "failed"),
        ("405 12007 12007 - -", "08May2024", "reached"),
        ("405 12007 12007 - -", "08May\u00b2\u00b2\u00b2\u00b2", "failed"),
        ("405 12007 12007 - -", "01Jan2025", "reached"),
        ("407 12007 12007 - -", "08May2024", "failed"),
        ("12007 12007 12007 - -", "28042022", "failed"),
    ],
)
def test_the_tools_own_rule_depends_on_its_edition(words, version, state):
    assert url_row(words, version=version, name=TEXT)["tool_state"] == state


def test_the_two_verdicts_may_differ():
    row = url_row("400 12007 12007 - -")
    assert (row["state"], row["tool_state"]) == ("failed", "reached")


def test_the_users_context_has_no_verdict_of_the_tool():
    row = url_row("200 200 200 - -", name="MDEClientAnalyzer_User.txt")
    assert (row["context"], known(row["tool_state"]), row["state"]) == ("user", None, "reached")


@pytest.mark.parametrize(
    ("url", "words", "pinned", "inspection"),
    [
        (GATEWAY, "200 200 200 - -", True, "clean"),
        (GATEWAY, "pin 200 200 - -", True, "intercepted"),
        (GATEWAY, "pin-date 12007 12007 - -", True, "cannot_tell"),
        (GATEWAY, "ssl 12007 12007 - -", True, "cannot_tell"),
        (GATEWAY, "407 407 407 - -", True, "cannot_tell"),
        (GATEWAY, "200 200 200 - -", False, "cannot_tell"),
        (BLOB, "400 400 400 - -", False, "cannot_tell"),
        (BLOB, "400 400 400 - -", True, "cannot_tell"),
        (CTL, "200 200 200 - -", True, "cannot_tell"),
    ],
    ids=[
        "pinned-answer",
        "foreign-root",
        "expired-certificate",
        "tls-flags",
        "proxy-answer",
        "unpinned-answer",
        "blob",
        "blob-whose-flag-is-lost",
        "plain-http",
    ],
)
def test_inspection_is_clean_only_where_a_pinned_answer_proves_it(url, words, pinned, inspection):
    assert url_row(words, url, pinned=pinned)["inspection"] == inspection


def test_the_evidence_is_the_urls_line():
    text = url_check(block(GATEWAY))
    row = tables_of({"URLCheckLog.txt": text})["urls"].iloc[0]
    assert text.split("\n")[row["line"] - 1] == f"Testing URL : {GATEWAY}"
    assert row["source"] == "PC1.zip!URLCheckLog.txt"
