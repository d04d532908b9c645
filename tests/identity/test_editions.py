"""What the columns take from the editions of 2024 and of before 2021, and from an XML report alone."""

import pytest
from builders import GATEWAY, PSEXEC, block, described, device, known, onboarding, report, tables_of, xml

DISCOVERED = "Proxy config: Method=NamedWinHttp, address=10.0.0.6:8080"
STREAMLINED = "https://edr-weu.eu.endpoint.security.microsoft.com/edr/commands/test"
LEGACY = "Device name: CONTOSO-WS003\nOS build number: Microsoft Windows NT 10.0.17763.0.737\n"
E24_ITEMS = {
    "Sense Service Discovered Proxy": DISCOVERED,
    "System-wide WinHTTP proxy": "    Proxy Server(s) :  10.0.0.6:8080",
    "Device Datacenter Location": "EU",
    "Device Onboarded via Streamlined Connectivity": "YES",
}


def columns(row, *names):
    return tuple(known(row[name]) for name in names)


def test_an_xml_report_alone_states_the_discovered_proxy_and_its_settings():
    row = described(None, MDEClientAnalyzer__xml=xml(E24_ITEMS))
    assert columns(row, "proxy_method", "proxy_address") == ("winhttp", "10.0.0.6:8080")
    assert columns(row, "region", "connectivity_mode") == ("EU", "streamlined")
    tables = tables_of({"SystemInfoLogs/MDEClientAnalyzer.xml": xml(E24_ITEMS)})
    found = tables["proxy_settings"][["scope", "kind", "address"]].astype(str)
    assert sorted(found.itertuples(index=False, name=None)) == [
        ("discovered", "static", "10.0.0.6:8080"),
        ("winhttp", "static", "10.0.0.6:8080"),
    ]


def test_beside_a_text_the_xml_adds_no_proxy_setting():
    text = report(block(GATEWAY), items=device("PC1"))
    files = {"MDEClientAnalyzer.txt": text, "MDEClientAnalyzer.xml": xml(device("PC1") | E24_ITEMS)}
    tables = tables_of({f"SystemInfoLogs/{name}": content for name, content in files.items()})
    assert tables["proxy_settings"]["scope"].tolist() == ["discovered"]
    assert tables["proxy_settings"]["source"].tolist() == ["PC1.zip!SystemInfoLogs/MDEClientAnalyzer.txt"]


@pytest.mark.parametrize("name", ["Sense Service Discovered Proxy", "Sense service discovered proxy"])
def test_the_item_states_the_discovered_proxy_where_the_test_did_not_run(name):
    row = described(report(cloud=[f"{name}: {DISCOVERED}"], after_test=()))
    assert columns(row, "proxy_method", "proxy_address") == ("winhttp", "10.0.0.6:8080")


def test_a_streamlined_device_has_its_region_without_prefix():
    body = onboarding(partnerGeoLocation="GW_EU")
    row = described(report(block(STREAMLINED), version="08May2024"), RegOnboardedInfoCurrent__json=body)
    assert columns(row, "region", "connectivity_mode", "tool_version") == ("EU", "streamlined", "08May2024")


@pytest.mark.parametrize(
    ("version", "state"), [("08May2024", "reached"), ("23102022", "failed"), ("28042022", "failed")]
)
def test_only_the_newest_edition_takes_405_for_an_answer(version, state):
    text = report(block(STREAMLINED, "405 405 405 - -"), version=version)
    urls = tables_of({"SystemInfoLogs/MDEClientAnalyzer.txt": text})["urls"]
    assert urls["tool_state"].tolist() == [state]


def legacy(*blocks, after=()):
    return LEGACY + "\n".join([*blocks, "", *after, ""])


def test_a_legacy_report_is_a_result_with_name_system_and_agent():
    tables = tables_of({"MDATPClientAnalyzerResult.txt": legacy(block(GATEWAY), after=PSEXEC)})
    row = tables["results"].iloc[0]
    assert columns(row, "formats", "device_name", "os_build", "agent", "platform", "test_state") == (
        "legacy_text,url_block",
        "CONTOSO-WS003",
        17763,
        "built_in",
        "windows",
        "complete",
    )
    assert columns(row, "tool_version", "run_at", "proxy_method") == (None, None, None)
    assert row["source"] == "PC1.zip"


def test_the_old_rule_does_not_count_405():
    tables = tables_of({"MDATPClientAnalyzerResult.txt": legacy(block(GATEWAY, "405 405 405 - -"))})
    assert tables["urls"]["tool_state"].tolist() == ["failed"]


def test_devices_pasted_into_one_legacy_text_are_results_of_their_own():
    text = legacy(block(GATEWAY)) + legacy(block(GATEWAY)).replace("WS003", "WS004")
    results = tables_of({"all.txt": text})["results"]
    assert sorted(results["device_name"]) == ["CONTOSO-WS003", "CONTOSO-WS004"]
