"""TLS inspection by which a URL was lost."""

import pytest
from builders import BLOB, GATEWAY, GATEWAY_2, GOOD, answer, block, device, report
from rules.fleets import found, lines

RULE = "tls_inspection"
NETSH = ["########################### PROXY SETTINGS ################################", "",
         "Current WinHTTP proxy settings:", "", "    Proxy Server(s) :  10.44.0.9:3128",
         "    Bypass List     :  (none)", ""]  # fmt: skip
CHAIN = "################## MDE certificate chain validation  ####################"
ISSUER = "CN=Contoso TLS Inspection CA, O=Contoso, C=CH"
GATEWAY_TITLE = "###################### Validation of MDE GateWays #################"


def issued(url, issuer=ISSUER, root="CN=Contoso Root CA"):
    return ["", f"The cert issuer for {url} is :", issuer, f"The root issuer for {url} is :", root, ""]


def test_it_fires_with_the_proxy_that_opens_tls(tmp_path):
    text = report(block(GATEWAY, "pin 12002 12002 - -"), block(BLOB, "400 400 400 - -", pinned=False), cloud=NETSH)
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["10.44.0.9:3128"]
    assert "by 10.44.0.9:3128, a certificate that is not Microsoft's at 1 host" in frame["message"][0]
    assert lines(frame, tmp_path) == [f"1 - Default proxy: {answer('pin')}"]


def test_it_fires_by_the_named_proxy_with_the_issuer_that_2024_names(tmp_path):
    text = report(block(GATEWAY, "12002 12002 12002 pin -"), version="08May2024", cloud=[CHAIN, *issued(GATEWAY), ""])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["10.0.0.6:8080"]
    assert frame["message"][0].endswith(f"issued by {ISSUER}")


def test_it_fires_once_for_methods_that_fall_back_to_the_direct_way(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, "pin pin pin - -"))})
    assert frame["subject"].tolist() == ["no proxy"]
    assert len(lines(frame, tmp_path)) == 3


def test_it_fires_at_a_gateway_of_down_level_windows(tmp_path):
    shown = f"Test URL{GATEWAY} : Certificate Issuer is Contoso Proxy CA : Test result is OK"
    text = "\n".join([GATEWAY_TITLE, "Using OMS proxy http://10.0.0.7:8080", shown, "", "#" * 65, ""])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["http://10.0.0.7:8080"]
    assert frame["message"][0].endswith("issued by Contoso Proxy CA")


@pytest.mark.parametrize(
    "blocks",
    [[block(GATEWAY, GOOD)], [block(GATEWAY, "ssl ssl ssl - -")], [block(GATEWAY, "pin-date pin-date pin-date - -")],
     [block(GATEWAY, "pin 200 200 - -")], [block(GATEWAY, "pin 12002")]],
    ids=["clean", "another-tls-failure", "a-date-that-has-passed", "reached-by-another-way",
         "cut-off"],
)  # fmt: skip
def test_it_is_silent_where_nothing_is_lost_by_inspection(tmp_path, blocks):
    assert len(found(RULE, tmp_path, {"a.txt": report(*blocks)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, "pin pin pin - -"), block(GATEWAY_2, "pin pin pin - -"), items=device("A")),
        "b.txt": report(block(GATEWAY, GOOD), items=device("B")),
    }
    frame = found(RULE, tmp_path, files)
    assert frame["device_name"].tolist() == ["A"]
    assert "at 2 hosts" in frame["message"][0]
