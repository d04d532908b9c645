"""Text and XML of one run say the same things: one row each."""

from builders import GATEWAY, block, known, onboarding, report, tables_of, url_check, xml

from mdeanalysis.vocabulary import SCOPES

TEXT, XML = "SystemInfoLogs/MDEClientAnalyzer.txt", "SystemInfoLogs/MDEClientAnalyzer.xml"
LINE = "2022-04-28 09:56:01Z [Warning] EDRCloud AutoIR 131015: One failed: <a href='{0}'>{0}</a> Review the network."
FAILED = "https://automatedirstrprdweu.blob.core.windows.net"
EVENT = (
    '<event id="131015"><severity>Warning</severity><category>Connectivity (XML)</category>'
    "<check>EDRCloud AutoIR</check><checkresult>From XML.</checkresult><guidance>Do this.</guidance></event>"
)


def events(cloud, markup=None):
    files = {TEXT: report(block(GATEWAY), cloud=cloud)}
    return tables_of(files if markup is None else {**files, XML: xml(events=markup)})["events"]


def test_an_event_of_both_is_one_row_with_the_texts_place_and_the_xmls_words():
    rows = events([LINE.format(FAILED)], EVENT)
    assert len(rows) == 1
    row = rows.iloc[0]
    assert (row["category"], row["text"], row["guidance"]) == ("Connectivity (XML)", "From XML.", "Do this.")
    assert row["source"] == f"PC1.zip!{TEXT}"
    assert report(block(GATEWAY), cloud=[LINE.format(FAILED)]).split("\n")[row["line"] - 1].startswith("2022-04-28")
    assert row["at_local"] == "2022-04-28 09:56:01"
    assert row["urls"] == FAILED


def test_an_event_of_the_text_alone_has_its_category_from_the_id_and_no_guidance():
    row = events([LINE.format(FAILED)]).iloc[0]
    assert (row["category"], known(row["guidance"])) == ("Connectivity", None)
    assert row["text"].startswith("One failed:")
    assert row["text"].endswith("Review the network.")
    assert (row["severity"], row["check"], row["event_id"]) == ("Warning", "EDRCloud AutoIR", 131015)


def test_an_event_of_the_xml_alone_has_the_xmls_place():
    rows = events([], EVENT)
    assert rows["source"].tolist() == [f"PC1.zip!{XML}"]


def test_events_of_one_id_are_paired_in_their_order_and_the_rest_stays():
    second = EVENT.replace("From XML.", "Second.")
    rows = events([LINE.format(FAILED)], EVENT + second)
    assert rows["text"].tolist() == ["From XML.", "Second."]
    assert rows["source"].tolist() == [f"PC1.zip!{TEXT}", f"PC1.zip!{XML}"]
    assert events([LINE.format(FAILED)] * 2, EVENT)["text"].tolist()[1].startswith("One failed:")


def test_an_event_of_another_id_is_another_row():
    assert len(events([LINE.format(FAILED)], EVENT.replace("131015", "132023"))) == 2


def test_a_guidance_links_no_failing_url():
    line = LINE.format(FAILED) + " <a target='_blank' href='https://example.com/help'>Help</a>"
    assert events([line]).iloc[0]["urls"] == FAILED


def test_a_fact_of_both_is_one_row_with_the_texts_line_and_the_xmls_alert():
    markup = xml().replace("<value>64-bit</value>", "<value>64-bit</value><alert>High</alert>")
    facts = tables_of({TEXT: report(block(GATEWAY)), XML: markup})["facts"]
    rows = facts[facts["name"] == "OS Architecture"]
    assert len(rows) == 1
    assert (rows.iloc[0]["alert"], rows.iloc[0]["source"]) == ("High", f"PC1.zip!{TEXT}")
    assert rows.iloc[0]["section"] == "device Info summary"
    assert report(block(GATEWAY)).split("\n")[rows.iloc[0]["line"] - 1] == "OS Architecture: 64-bit"


def test_two_values_of_one_fact_are_two_rows():
    facts = tables_of({TEXT: report(block(GATEWAY)), XML: xml({"OS Architecture": "32-bit"})})["facts"]
    assert facts[facts["name"] == "OS Architecture"]["value"].tolist() == ["64-bit", "32-bit"]


def test_a_printed_false_is_unknown_and_names_have_no_colon():
    facts = tables_of({TEXT: report(block(GATEWAY), items={"Device ID": "False"})})["facts"]
    assert facts[facts["name"] == "Device ID"]["value"].isna().all()
    assert "Script Version" in set(facts["name"])
    assert not facts["name"].str.endswith(":").any()


def test_two_equal_onboarding_bodies_state_a_fact_once():
    body = {
        f"SystemInfoLogs/{name}.json": onboarding() for name in ("RegOnboardedInfoCurrent", "RegOnboardingInfoPolicy")
    }
    facts = tables_of({TEXT: report(block(GATEWAY)), **body})["facts"]
    assert (facts["name"] == "vortexGeoLocation").sum() == 1


def test_a_log_beside_the_report_names_no_proxy_twice():
    config = "Method=TelemetryProxyServer, address=10.0.0.6:8080"
    test = url_check(block(GATEWAY, "200 200 200 200 -"), config=config)
    tables = tables_of({TEXT: report(after_test=[test]), "URLCheckLog.txt": test})
    settings = tables["proxy_settings"]
    assert settings["scope"].tolist() == ["telemetry_policy", "discovered"] or settings["scope"].tolist() == [
        "discovered",
        "telemetry_policy",
    ]
    assert set(settings["scope"]) <= set(SCOPES)
    assert set(settings["address"]) == {"10.0.0.6:8080"}


def test_what_a_report_leaves_empty_is_unknown():
    events = "<events><event id='331004'></event></events>"
    text = f"<mdatp><general/><device_info><host_name>lx1</host_name></device_info>{events}</mdatp>"
    (event,) = tables_of({"mde.xml": text})["events"].to_dict("records")
    assert event["severity"] == "Warning"
    assert known(event["check"]) is None
