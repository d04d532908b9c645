"""What a run lacks, for one profile and one list of URLs."""

from builders import GATEWAY

from mdeanalysis.catalogue.endpoints import Profile
from mdeanalysis.rules.evidence_untested import lack

EU = Profile("EU", "WestEurope", "standard", "built_in", 19044, "windows")


def test_whole_services_and_single_hosts_are_told_apart():
    found = lack(EU, frozenset({GATEWAY}))
    assert found.services == "cyber_data,autoir_blob,sample_upload_blob,ctl_crl,events"
    assert found.hosts == "winatp-gw-neu.microsoft.com, winatp-gw-neu3.microsoft.com, winatp-gw-weu3.microsoft.com"


def test_what_no_analyzer_tests_is_left_out():
    found = lack(EU, frozenset())
    assert "command_control" in str(found.services)
    assert "crl.microsoft.com" not in (found.service_hosts or "")
    government = lack(Profile("FFL4", "UsGovTexas", "standard", "built_in", 19044, "windows"), frozenset())
    assert government.services == "command_control,cyber_data,autoir_blob"


def test_a_host_of_several_services_is_told_by_its_path():
    streamlined = Profile("EU", "WestEurope", "streamlined", "built_in", 22631, "windows")
    host = "https://edr-weu.eu.endpoint.security.microsoft.com"
    found = lack(streamlined, frozenset({f"{host}/edr/commands/test"}))
    assert "autoir_blob" in str(found.services)
    assert "command_control" not in str(found.services)


def test_of_a_device_whose_needs_are_unknown_nothing_is_said():
    assert lack(Profile(), frozenset({GATEWAY})) == (None, None, None)
