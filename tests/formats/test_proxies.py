"""Where a report names proxies: bitsadmin, netsh in several languages, and who ends whom."""

from __future__ import annotations

import pytest
from formats.golden import document

from mdeanalysis.formats import text_report
from mdeanalysis.records import ProxySetting

HEADER = "########################### PROXY SETTINGS ################################\n"
BITS = "Proxy setting detected via bitsadmin:  BITSADMIN version 3.0  Settings for account LOCALSYSTEM: "
#: Header, direct, proxy, bypass, none: as far as they are known; the reading needs none of the words.
LANGUAGES = {
    "english": (
        "Current WinHTTP proxy settings:",
        "Direct access (no proxy server).",
        "Proxy Server(s) :",
        "Bypass List     :",
        "(none)",
    ),
    "german": (
        "Aktuelle WinHTTP-Proxyeinstellungen:",
        "Direktzugriff (kein Proxyserver).",
        "Proxyserver:",
        "Umgehungsliste:",
        "(keine)",
    ),
    "french": (
        "Paramètres du proxy WinHTTP en cours :",
        "Accès direct (aucun serveur proxy).",
        "Serveur(s) proxy :",
        "Liste de contournement :",
        "(aucune)",
    ),
    "japanese": (
        "現在の WinHTTP プロキシ設定:",
        "直接アクセス (プロキシ サーバーなし)。",
        "プロキシ サーバー：",
        "バイパス一覧：",
        "（なし）",
    ),
}


def settings(*lines: str, end: str = "Preferred Telemetry Proxy Server enabled: NO\n") -> list[ProxySetting]:
    text = HEADER + "\n".join(lines) + "\n" + end
    return text_report.parse(document(text)).proxy_settings


def netsh(*lines: str) -> tuple[str, str | None, str | None, int]:
    (setting,) = (s for s in settings(BITS, "", *lines) if s.scope == "winhttp")
    return setting.kind, setting.address, setting.bypass, setting.line


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("address", ["10.0.0.6:8080", "proxy.contoso.com", "http=10.0.0.6:80;https=10.0.0.6:8443"])
def test_netsh_names_a_proxy_in_any_language(words: tuple[str, ...], address: str):
    head, _, proxy, bypass, none = words
    assert netsh(head, "", f"    {proxy}  {address}", f"    {bypass}  {none}") == ("static", address, None, 6)
    local = "<local>;*.contoso.com"
    assert netsh(head, "", f"    {proxy}  {address}", f"    {bypass}  {local}") == ("static", address, local, 6)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_netsh_without_a_proxy_is_direct_in_any_language(words: tuple[str, ...]):
    assert netsh(words[0], "", f"    {words[1]}") == ("direct", None, None, 6)


@pytest.mark.parametrize(
    ("usage", "kind", "address", "bypass"),
    [
        ("Proxy usage:  NO_PROXY", "direct", None, None),
        ("Proxy usage:  AUTODETECT", "auto_detect", None, None),
        ("Proxy usage:  AUTOSCRIPT", "script", None, None),
        ("Proxy usage:  http://wpad.contoso.com/proxy.pac", "script", "http://wpad.contoso.com/proxy.pac", None),
        ("Proxy usage:  AUTOSCRIPT http://10.0.0.6/p.pac", "script", "http://10.0.0.6/p.pac", None),
        ("Proxy usage:  OVERRIDE  Proxy list: a:80;b:81  Bypass list: *.c", "static", "a:80;b:81", "*.c"),
        ("Proxy usage:  OVERRIDE  Proxy list: http=http://a:80", "static", "http=http://a:80", None),
        ("Proxy usage:  MANUAL 10.0.0.6:8080", "static", "10.0.0.6:8080", None),
        ("Proxy usage:  MANUAL", "static", None, None),
        ("Proxyverwendung:  NO_PROXY", "direct", None, None),
        ("Proxy usage:  PERHAPS", "unknown", None, None),
        ("", "unknown", None, None),
    ],
)
def test_bitsadmin_says_what_the_local_system_uses(usage: str, kind: str, address: str | None, bypass: str | None):
    assert settings(BITS + usage) == [ProxySetting("bits_localsystem", kind, address, bypass, None, 2)]


def test_each_connection_of_bitsadmin_is_a_setting():
    found = settings(
        BITS + "(connection = default) Proxy usage:  NO_PROXY (connection = VPN) Proxy usage: AUTODETECT"
    )
    assert [setting.kind for setting in found] == ["direct", "auto_detect"]


def test_items_of_the_environment_stand_before_netsh_and_do_not_end_it():
    found = settings(BITS + "Proxy usage: NO_PROXY", "Curl HTTPS proxy: 10.0.0.8:80", "", "x:", "  y: 10.0.0.6:8080")
    assert [(s.scope, s.address) for s in found[1:]] == [("environment", "10.0.0.8:80"), ("winhttp", "10.0.0.6:8080")]


CURL = ["Curl HTTPS proxy: 10.0.0.8:80", "Curl NO proxy override: localhost", "Curl ALL proxy: 10.0.0.9:80"]


def test_the_environments_exceptions_are_the_bypass_of_its_proxies_and_of_no_other():
    found = settings(*CURL, "Defender AV proxy configuration: 10.0.0.7:80")
    assert [(s.scope, s.address, s.bypass) for s in found] == [
        ("environment", "10.0.0.8:80", "localhost"),
        ("environment", "10.0.0.9:80", "localhost"),
        ("av_policy", "10.0.0.7:80", None),
    ]
    assert settings("Curl NO proxy override: localhost", "Curl ALL proxy: False") == []


def test_sentences_with_wrong_labels_name_no_proxy():
    found = settings(
        "Proxy settings discovered in NO_PROXY variable",
        "The detected proxy settings point to :  http://10.0.0.8:80",
        "Curl ALL proxy: http://10.0.0.9:80",
    )
    assert [(s.scope, s.address) for s in found] == [("environment", "http://10.0.0.9:80")]


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_the_system_wide_item_stands_in_for_netsh_where_its_text_is_missing(words: tuple[str, ...]):
    _, direct, proxy, _, _ = words
    item = "System-wide WinHTTP proxy:     "
    found = [settings(BITS, f"{item}{value}")[-1] for value in (direct, f"{proxy}  10.0.0.6:8080")]
    assert [(s.scope, s.kind, s.address, s.line) for s in found] == [
        ("winhttp", "direct", None, 3),
        ("winhttp", "static", "10.0.0.6:8080", 3),
    ]


def test_netsh_s_own_text_comes_before_the_system_wide_item():
    found = settings(BITS, "", "x:", "  y: 10.0.0.6:8080", "", "System-wide WinHTTP proxy:   y: 10.0.0.5:8080")
    assert [(s.scope, s.address, s.line) for s in found[1:]] == [("winhttp", "10.0.0.6:8080", 5)]
    assert [s.scope for s in settings(BITS, "System-wide WinHTTP proxy: ")] == ["bits_localsystem"]


def test_no_line_behind_netsh_is_taken_for_netsh():
    item = "Preferred Telemetry Proxy Server enabled: NO"
    found = settings(BITS, "x:", "  Direct.", item, "stray: 10.0.0.6:8080")
    assert [(s.scope, s.kind) for s in found] == [("bits_localsystem", "unknown"), ("winhttp", "direct")]


def test_netsh_that_is_cut_behind_its_title_says_nothing():
    assert [s.scope for s in settings(BITS, "", "Current WinHTTP proxy settings:", end="")] == ["bits_localsystem"]


def test_a_switch_that_is_neither_on_nor_off_stays_unknown():
    scope = "The detected proxy settings in current user path (HKCU) are :  10.0.0.6:8080"
    assert [s.enabled for s in settings(scope, "ProxyEnable is set to :  ")] == [None]
    assert [s.enabled for s in settings(scope, "ProxyEnable is set to :  1")] == [True]


def test_an_empty_policy_value_is_no_setting():
    table = "#################### Data Collection Registry setting #####################\n"
    empty = text_report.parse(document(table + "DataCollection   TelemetryProxyServer : \n"))
    assert empty.proxy_settings == []
    assert [(fact.name, fact.value) for fact in empty.facts] == [("TelemetryProxyServer", None)]
