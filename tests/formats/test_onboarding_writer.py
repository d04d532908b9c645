"""The onboarding body: one JSON object on one line, or an empty line."""

from mdeanalysis.formats.onboarding_writer import Onboarding, write_onboarding

ORG = "11111111-2222-3333-4444-555555555555"


def test_a_standard_body_is_printed_byte_for_byte() -> None:
    body = Onboarding(ORG, "https://winatp-gw-weu.microsoft.com/", "WestEurope", "EU")
    assert write_onboarding(body) == (
        '{"previousOrgIds":[],"orgId":"11111111-2222-3333-4444-555555555555",'
        '"geoLocationUrl":"https://winatp-gw-weu.microsoft.com/","datacenter":"WestEurope",'
        '"vortexGeoLocation":"EU","version":"1.4"}\r\n'
    )


def test_a_streamlined_body_names_its_partner_region_too() -> None:
    body = Onboarding(ORG, "https://edr-weu.example.com/", "WestEurope", "EU", "GW_EU", ("old",))
    text = write_onboarding(body)
    assert '"previousOrgIds":["old"]' in text
    assert '"vortexGeoLocation":"EU","partnerGeoLocation":"GW_EU","version"' in text


def test_a_device_without_onboarding_leaves_an_empty_line() -> None:
    assert write_onboarding(None) == "\r\n"
