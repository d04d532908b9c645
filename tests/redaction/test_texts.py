"""What becomes of texts: values go, all else stays, and the way back gives the text again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planting import notes, report, secrets

from mdeanalysis.redaction.codec import changed, parts
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.restore import restored
from mdeanalysis.redaction.times import Times
from mdeanalysis.redaction.vault import Vault
from mdeanalysis.redaction.verify import Search
from mdeanalysis.redaction.words import LEAST, is_everywhere, known_values

KEY = b"k" * 32
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäöß0123456789", min_size=5, max_size=9)
NAMES = LETTERS.map(lambda text: f"qx{text}")


def redactor(*texts: str, vault: Vault | None = None) -> Redactor:
    """A redactor that knows what these texts tell."""
    made = Redactor(vault or Vault(KEY))
    for text in texts:
        made.text(text)
    made.learn()
    return made


@pytest.mark.parametrize(
    "line",
    [
        "Testing URL : https://winatp-gw-weu.microsoft.com/commands/test",
        "4 - Named proxy: Doesn't exist",
        "2 - Proxy auto discovery (WPAD): Failed (12007: WinHttpSendRequest: 12007: The server name was not found)",
        "Proxy config: Method=Direct, address=",
        "Defender AV proxy configuration: False",
        "Optional Sense GroupIds is: False",
        "OS build number: Microsoft Windows NT 10.0.19044.0.1645",
        "Defender AV engine Version: 1.1.20.7",
        "Command and Control channel as System Account: Passed validation",
        "User Account Control: WSC_SECURITY_PROVIDER_HEALTH_GOOD",
        "CN=Microsoft Secure Server CA 2011, O=Microsoft Corporation, C=US",
        "Data : System.Collections.ListDictionaryInternal",
        r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
        r"Hive: HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows",
        r"C:\Users\Public\x and C:\Users\Administrator\x",
        "S-1-5-18 and S-1-5-32-544",
        "2022-04-28 09:56:01Z [Informational] EDRCloud CnC 130017: Command and control URLs answered. N/A",
        "127.0.0.1 localhost ::1 std::vector 12:30:45",
        "Proxy usage:  NO_PROXY",
    ],
)
def test_what_is_nobodys_stays(line: str) -> None:
    assert redactor(line).text(line) == line


def test_a_known_value_is_found_in_any_word_but_not_in_the_tools_own() -> None:
    made = redactor("Device name: SENSOR1\nUser Name: host\nDevice name: ring\n")
    assert made.text("Device name: ring") != "Device name: ring"
    assert made.text("the ring of hosts, monitoring") == "the ring of hosts, monitoring"
    assert "sensor1" not in made.text("mysensor1s").lower()


def test_values_shorter_than_a_word_go_where_they_come_from() -> None:
    made = redactor("Device name: PC1\n4.1 - Named proxy ( px:80): Succeeded (200)\n")
    assert made.text("PC1 px:80 pc1") == f"PC1 {made.vault.image('host', 'px')}:80 pc1"


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=3, max_size=3, unique=True), st.text(max_size=60), st.integers(11, 99))
def test_no_value_of_the_map_is_left(names: list[str], around: str, number: int) -> None:
    device, user, tag = names
    known = secrets(number) | {"device": device.upper(), "user": user, "tag": tag}
    text = report(known) + notes(known) + f"{around}{device}{around} {user.title()}\n{around}{tag}\n"
    made = redactor(text)
    after = made.text(text)
    assert list(Search(made.vault).text(after)) == []
    words = set(re.findall(r"[^\W_]+", after.lower()))
    assert not {value for _, value in known_values(made.vault)} & words
    assert all(len(value) >= LEAST for value in names if is_everywhere(value))


@settings(max_examples=40, deadline=None)
@given(st.integers(11, 99), st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_way_back_gives_the_text_again(number: int, end: str) -> None:
    text = (report(secrets(number)) + notes(secrets(number))).replace("\n", end)
    made = redactor(text)
    after = made.text(text)
    assert after != text
    assert restored(after, made.vault) == text
    assert restored(f"look at {made.vault.image('host', secrets(number)['device'])}, please", made.vault) == (
        f"look at {secrets(number)['device']}, please"
    )


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "MDEClientAnalyzer_User.txt"]))
def test_bytes_that_hold_no_value_stay_as_they_are(data: bytes, name: str) -> None:
    made = parts(data, name)
    assert made is None or b"".join(part.bytes() for part in made) == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_marks_and_line_ends_stay(encoding: str) -> None:
    text = "Device name: PC-ONE\r\nBenutzer müde\nlone\rend\r\n" * 20
    made = redactor(text)
    after = changed(text.encode(encoding), "a.txt", made.text, made.clear)
    image = made.vault.image("host", "PC-ONE")
    assert after == text.replace("PC-ONE", image).encode(encoding)


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2024-02-26 09:56:01Z", "2024-03-04 09:56:01Z"),
        ("Script RunTime: : 28/04/2022 9:54:23 AM +02:00", "Script RunTime: : 05/05/2022 9:54:23 AM +02:00"),
        ("Script RunTime: : 28.04.2022 9:54:23", "Script RunTime: : 05.05.2022 9:54:23"),
        ("SystemBootTime: 04/28/2022 07:31:02", "SystemBootTime: 05/05/2022 07:31:02"),
        ("Thursday, 28 April 2022 06:51:07", "Thursday, 05 May 2022 06:51:07"),
        ("Thursday, April 28, 2022 6:51:07 AM", "Thursday, May 05, 2022 6:51:07 AM"),
        ("2024-05-21T12:06:40.123456", "2024-05-28T12:06:40.123456"),
        ("Script Version: : 28042022", "Script Version: : 28042022"),
        ("99/99/2022", "99/99/2022"),
    ],
)
def test_times_move_by_whole_weeks(text: str, later: str) -> None:
    assert Times(7).text(text) == later
    assert Vault(KEY).days % 7 == 0 != Vault(KEY).days
