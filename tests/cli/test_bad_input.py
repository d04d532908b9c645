"""Bad input: a problem row, a note, exit 4, and everything else still read."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from builders import BAD, CYBER, GATEWAY, block, device, report, result_files, write, xml, zipped

from mdeanalysis.cli import main
from mdeanalysis.demo import write_fleet
from mdeanalysis.report.printable import printable

Run = Callable[..., "CompletedProcess[str]"]

TEXT = report(block(GATEWAY), block(CYBER, BAD), items=device("PC-OTHER"))
ZIP = zipped(result_files(TEXT, {"MDEClientAnalyzer.xml": xml(device("PC-OTHER"))}))
NOISE = random.Random(5).randbytes(5000)
UTF16 = TEXT.encode("utf-16")
DOCTYPE = xml().replace("<MDEResults>", '<!DOCTYPE MDEResults [<!ENTITY a "b">]>\n<MDEResults>')
BIG_XML = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><MDEResults>&a;</MDEResults>'


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command within this process: many small inputs would wait for pandas once each."""

    def run(*arguments: str | Path) -> CompletedProcess[str]:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)])
        out, err = capsys.readouterr()
        return CompletedProcess(arguments, int(ended.value.code or 0), out, err)

    return run


def encrypted() -> bytes:
    """A zip whose members carry the flag of encryption."""
    data = bytearray(ZIP)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def within(text: str, words: str, cut: int) -> str:
    return text[: text.index(words) + cut]


SIDE_FILES = """
    CertSigner.log CertValidate.log dsregcmd.txt InstalledUpdates.txt HealthServiceReg.txt IFEO.txt
    SessionManager.txt SSL_00010002.txt SCHANNEL.txt DiagTrackListener.txt SenseOmsListener.txt
    filters.txt winsock_catalog.txt EnabledCiphers.txt dfss_settings.txt DeviceGuardSettings.txt
    ModuleInfo.json AddRemovePrograms.csv AddRemoveProgramsWOW64.csv msinfo32.nfo GP.html
    DCMWMIProvider.log PSExecLog.txt IssuerInfo.txt Intune.txt defender.evtx report.etl network.cab
    AutoRuns.txt Startup.log
"""
#: name -> (file, content, kind of its problem, words of the reason)
BAD_INPUT: dict[str, tuple[str, str | bytes, str, str]] = {
    "empty txt": ("a.txt", b"", "unreadable", "empty"),
    "empty zip": ("a.zip", b"", "unreadable", "empty"),
    "empty xml": ("MDEClientAnalyzer.xml", b"", "unreadable", "empty"),
    "noise txt": ("a.txt", NOISE, "unknown_format", "no known format"),
    "noise zip": ("a.zip", NOISE, "unreadable", "not a zip"),
    "noise xml": ("a.xml", NOISE, "unknown_format", "no known format"),
    "noise with a zip's start": ("a.zip", b"PK\x03\x04" + NOISE, "unreadable", "zip"),
    "cut zip": ("a.zip", ZIP[: len(ZIP) * 2 // 3], "unreadable", "cut or damaged"),
    "cut inside a block": ("MDEClientAnalyzer.txt", within(TEXT, "3 - Proxy disabled", 0), "unreadable", "cut off"),
    "cut inside a line": ("MDEClientAnalyzer.txt", within(TEXT, "3 - Proxy disabled", 8), "unreadable", "cut off"),
    "cut inside a code unit": ("MDEClientAnalyzer.txt", UTF16[: len(UTF16) // 4 * 2 + 1], "unreadable", "cut"),
    "encrypted zip": ("a.zip", encrypted(), "unreadable", "encrypted"),
    "document type": ("MDEClientAnalyzer.xml", DOCTYPE, "unsafe", "document type"),
    "external entity": ("MDEClientAnalyzer.xml", BIG_XML, "unsafe", "document type"),
    "cut xml": ("MDEClientAnalyzer.xml", xml()[:-40], "unreadable", "cut off"),
    "other text": ("notes.txt", "dear colleague\nnothing to see here\n" * 3, "unknown_format", "no known format"),
    "seven zip": ("a.7z", b"7z\xbc\xaf\x27\x1c" + NOISE, "unreadable", "7z"),
}
GOOD = {"good.zip": zipped(result_files(report(block(GATEWAY), items=device("PC-GOOD"))))}


def ran(call: Run, *arguments: str | Path) -> tuple[CompletedProcess[str], list[dict[str, str]]]:
    done = call("summarize", *arguments, "--format", "json")
    return done, json.loads(done.stdout)["sections"]["not_read"]["rows"]


@pytest.mark.parametrize("case", BAD_INPUT.values(), ids=BAD_INPUT)
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside a good result"])
def test_bad_input_is_a_problem_a_note_and_4(
    call: Run, tmp_path: Path, case: tuple[str, str | bytes, str, str], beside: bool
) -> None:
    name, content, kind, words = case
    folder = write(tmp_path, {f"sub/{name}": content, **(GOOD if beside else {})})
    done, problems = ran(call, folder)
    assert done.returncode == 4
    mine = [row for row in problems if row["source"].split("!")[0] == f"sub/{name}"]
    assert mine == problems
    assert any(row["kind"] == kind and words in row["reason"] for row in mine)
    assert f"not read: sub/{name}" in done.stderr
    assert "Traceback" not in done.stderr
    assert ("PC-GOOD" in call("show", "PC-GOOD", folder).stdout) is beside


@pytest.mark.parametrize("case", BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_given_by_name_is_4_too(call: Run, tmp_path: Path, case: tuple[str, str | bytes, str, str]) -> None:
    name, content, kind, _ = case
    write(tmp_path, {name: content})
    done, problems = ran(call, tmp_path / name)
    assert done.returncode == 4
    assert kind in {row["kind"] for row in problems}


@pytest.mark.parametrize("cut", ["cut inside a block", "cut inside a line", "cut inside a code unit", "cut zip"])
def test_what_stands_before_a_cut_is_kept(call: Run, tmp_path: Path, cut: str) -> None:
    name, content, _, _ = BAD_INPUT[cut]
    write(tmp_path, {name: content})
    assert "PC-OTHER" in call("show", "PC-OTHER", tmp_path).stdout


def test_one_bad_member_costs_the_others_nothing(call: Run, tmp_path: Path) -> None:
    outer = BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner/good.zip", GOOD["good.zip"])
        archive.writestr("inner/bad.zip", NOISE)
        archive.writestr("inner/locked.zip", encrypted())
        archive.writestr("other/MDEClientAnalyzer.txt", TEXT)
    write(tmp_path, {"all.zip": outer.getvalue()})
    done, problems = ran(call, tmp_path)
    assert {row["source"] for row in problems} == {"all.zip!inner/bad.zip", "all.zip!inner/locked.zip"}
    assert json.loads(done.stdout)["headline"].startswith("2 devices in 2 results")


def test_a_name_with_control_characters_is_noted_without_them(call: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a\x1b[31m\u202eb.zip": NOISE, **GOOD})
    done, problems = ran(call, tmp_path)
    assert done.returncode == 4
    assert len(problems) == 1
    assert printable(done.stderr.rstrip("\n")) + "\n" == done.stderr


def test_side_files_of_a_normal_result_are_no_problem(call: Run, tmp_path: Path) -> None:
    files = result_files(report(block(GATEWAY)), {name: f"words of {name}\n" for name in SIDE_FILES.split()})
    folder = write(tmp_path, {"PC.zip": zipped(files)} | {f"unpacked/{name}": text for name, text in files.items()})
    done = call("summarize", folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_demo_fleet_without_its_planted_damage_is_read_whole(call: Run, tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 8, 7)
    done = call("summarize", tmp_path / "fleet", "--fail-on", "never")
    assert (done.returncode, done.stderr) == (0, "")
