"""Copies of registry and tools: what is written is read again."""

from __future__ import annotations

from formats.golden import document

from mdeanalysis.formats import cert_signer, cert_validate, config_mgr, dsregcmd, health_service, recognise
from mdeanalysis.formats.side_file_writers import (
    Certificate,
    SignedList,
    write_cert_signer,
    write_cert_validate,
    write_config_mgr,
    write_dsregcmd,
    write_health_service,
)
from mdeanalysis.records import Format, Reading

ONE = "dddddddd-0000-0000-0000-000000000001"


def read(text: str, format_: Format) -> Reading:
    """The reading of a text that its content alone tells."""
    made = document(text, "copy.txt")
    assert recognise(made) is format_
    return format_.parse(made)


def stated(reading: Reading) -> list[tuple[str, str | None]]:
    return [(fact.name, fact.value) for fact in reading.facts]


def test_lines_end_as_windows_ends_them() -> None:
    assert write_config_mgr({"UBR": "1645"}) == "UBR              : 1645\r\n"


def test_joins_are_read_again() -> None:
    values = {"AzureAdJoined": "YES", "DeviceName": "CONTOSO-WS01", "TenantId": ONE, "MdmUrl": ""}
    reading = read(write_dsregcmd(values), dsregcmd.FORMAT)
    assert dict(stated(reading)) == {**values, "MdmUrl": None}
    assert reading.host == "CONTOSO-WS01"


def test_signers_are_read_again() -> None:
    lists = [SignedList("certutil -a", "03/05/2027", "700.0"), SignedList("certutil -b", "01/02/2020", "-9.5")]
    assert stated(read(write_cert_signer(lists), cert_signer.FORMAT)) == [
        ("Command", "certutil -a"),
        ("SignerExpiration", "03/05/2027, 700.0 Days"),
        ("Command", "certutil -b"),
        ("SignerExpiration", "01/02/2020, -9.5 Days"),
    ]


def test_a_whole_chain_has_no_sign_of_trouble() -> None:
    reading = read(write_cert_validate([Certificate("CN=A", "CN=b.example.com")]), cert_validate.FORMAT)
    assert stated(reading) == [("Issuer", "CN=A"), ("Subject", "CN=b.example.com")]


def test_a_broken_chain_has_its_signs_of_trouble() -> None:
    chain = [Certificate("CN=A", "CN=b", "CERT_TRUST_IS_REVOKED (0x4)"), Certificate("CN=A", "CN=A")]
    reading = read(write_cert_validate(chain, "0x80072ee7 (WIN32: 12007)"), cert_validate.FORMAT)
    assert stated(reading)[-1] == (cert_validate.TROUBLE, "Element.dwErrorStatus, 0x80072ee7")


def test_workspaces_and_the_proxy_are_read_again() -> None:
    reading = read(write_health_service([ONE], "proxy.contoso.com:8080"), health_service.FORMAT)
    assert reading.workspace_ids == [ONE]
    assert [setting.address for setting in reading.proxy_settings] == ["proxy.contoso.com:8080"]
    assert read(write_health_service([ONE]), health_service.FORMAT).proxy_settings == []


def test_the_enrollment_is_read_again() -> None:
    values = {
        "EnrollmentStatus": "1",
        "TenantId": ONE,
        "DeviceId": ONE,
        "ProductName": "Windows 10 Pro",
        "UBR": "1645",
    }
    assert dict(stated(read(write_config_mgr(values), config_mgr.FORMAT))) == values
