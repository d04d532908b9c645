"""TLS inspection by which nothing is lost yet."""

import pytest
from builders import BLOB, GATEWAY, GOOD, block, device, report
from rules.fleets import found, lines
from rules.test_tls_inspection import CHAIN, GATEWAY_TITLE, ISSUER, issued

RULE = "tls_inspection_elsewhere"
NEWER = "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US"
ROOT = "CN=DigiCert Global Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US"


def test_it_fires_where_the_url_is_reached_by_another_way(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, "12002 12002 200 pin -"))})
    assert frame["subject"].tolist() == ["10.0.0.6:8080"]
    assert lines(frame, tmp_path)[0].startswith("4.1 - Named proxy ( 10.0.0.6:8080): Failed (12157:")


def test_it_fires_at_a_blob_whose_issuer_is_foreign(tmp_path):
    text = report(block(BLOB, "400 400 400 - -", pinned=False), version="08May2024", cloud=[CHAIN, *issued(BLOB), ""])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["an unknown way"]
    assert lines(frame, tmp_path) == [f"The cert issuer for {BLOB} is :"] or lines(frame, tmp_path) == [ISSUER]


@pytest.mark.parametrize(
    ("issuer", "root", "told"),
    [
        ("CN=Contoso Microsoft Root CA", ROOT, "CN=Contoso Microsoft Root CA"),
        (NEWER, "CN=DigiCert Root of Contoso, O=Contoso", "CN=DigiCert Root of Contoso, O=Contoso"),
    ],
    ids=["issuer", "root-alone"],
)
def test_it_fires_where_a_foreign_name_only_has_microsofts_or_its_suppliers_in_it(tmp_path, issuer, root, told):
    cloud = [CHAIN, *issued(BLOB, issuer, root)]
    text = report(block(BLOB, "400 400 400 - -", pinned=False), version="08May2024", cloud=cloud)
    assert found(RULE, tmp_path, {"a.txt": text})["message"][0].endswith(f"; issued by {told}")


def test_it_fires_in_the_user_s_test_where_the_sensor_has_none(tmp_path):
    shown = f"Test URL{GATEWAY} : Certificate Issuer is Contoso Proxy CA : Test result is OK"
    text = "\n".join([GATEWAY_TITLE, shown, "", "#" * 65, ""])
    frame = found(RULE, tmp_path, {"MDEClientAnalyzer_User.txt": text})
    assert frame["subject"].tolist() == ["the agent's own way"]
    assert "(as the signed-in user)" in frame["message"][0]


@pytest.mark.parametrize(
    "text",
    [report(block(GATEWAY, "pin pin pin - -")), report(block(GATEWAY, GOOD)),
     report(block(BLOB, "400 400 400 - -", pinned=False), version="08May2024",
            cloud=[CHAIN, *issued(BLOB, NEWER, ROOT)])],
    ids=["lost", "clean", "an-issuer-of-microsoft-that-the-script-does-not-know"],
)  # fmt: skip
def test_it_is_silent_where_a_url_is_lost_or_nothing_is_opened(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, "pin 200 200 - -"), items=device("A")),
        "b.txt": report(block(GATEWAY, "pin pin pin - -"), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
