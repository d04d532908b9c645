"""The files of a made-up fleet."""

import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mdeanalysis.demo import plan, write_fleet
from mdeanalysis.demo.carriers import carried, zipped
from mdeanalysis.demo.documents import documents, encoded
from mdeanalysis.demo.model import Device
from mdeanalysis.errors import OutputError

DeviceOf = Callable[..., Device]
MEGABYTE = 1_000_000


def members(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, or what is packed in it, down to the last document."""
    if path.endswith(".gz"):
        yield from members(path[:-3], gzip.decompress(content))
    elif path.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                yield from members(f"{path}!{info.filename}", archive.read(info))
    else:
        yield path, content


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def readable(folder: Path) -> dict[str, bytes]:
    """Every document of a fleet but the one input that nobody can read."""
    packed = {name: content for name, content in files(folder).items() if "broken-off" not in name}
    return dict(pair for name, content in packed.items() for pair in members(name, content))


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "fleet"
    write_fleet(folder, 40, 1)
    return folder


def test_one_seed_gives_the_same_names_and_bytes_again(fleet: Path, tmp_path: Path) -> None:
    write_fleet(tmp_path / "again", 40, 1)
    assert readable(tmp_path / "again") == readable(fleet)
    assert set(files(tmp_path / "again")) == set(files(fleet))


def test_documents_are_the_same_on_every_machine(fleet: Path) -> None:
    """Of the packed files only what is in them counts: compressors differ."""
    digest = hashlib.sha256()
    for name, content in sorted(readable(fleet).items()):
        digest.update(name.encode() + b"\0" + content)
    assert digest.hexdigest()[:16] == "7eda488e1cff07bc"


def test_forty_devices_are_small(fleet: Path) -> None:
    assert 0.5 * MEGABYTE < sum(map(len, files(fleet).values())) < 2 * MEGABYTE


def test_the_first_folder_is_the_site(fleet: Path) -> None:
    sites = {"Zurich", "Lyon", "Leeds", "Austin", "Denver", "Sydney", "Arlington"}
    assert {path.name for path in fleet.iterdir()} <= sites
    assert all(len(Path(name).parts) >= 2 for name in files(fleet))


def test_counts_tell_what_was_written(tmp_path: Path) -> None:
    counts = write_fleet(tmp_path / "fleet", 45, 2)
    assert counts.devices == 45 == counts.stories.total() == counts.states.total()
    assert counts.results > 45
    assert counts.files == len(files(tmp_path / "fleet"))
    assert counts.unreadable == 1


@pytest.mark.parametrize(("devices", "unreadable"), [(0, 0), (1, 0), (10, 0), (29, 0), (30, 1)])
def test_only_a_fleet_of_thirty_has_an_unreadable_zip(tmp_path: Path, devices: int, unreadable: int) -> None:
    counts = write_fleet(tmp_path / "fleet", devices, 1)
    broken = [path for path in (tmp_path / "fleet").rglob("*.zip") if not zipfile.is_zipfile(path)]
    assert counts.devices == devices
    assert len(broken) == counts.unreadable == unreadable


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "fleet").mkdir()
    write_fleet(tmp_path / "fleet", 1, 1)
    assert files(tmp_path / "fleet")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="not an empty folder"):
        write_fleet(tmp_path, 1, 1)
    assert files(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_is_no_place_for_a_fleet(tmp_path: Path) -> None:
    (tmp_path / "fleet").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="not an empty folder"):
        write_fleet(tmp_path / "fleet", 1, 1)


def test_a_parent_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written"):
        write_fleet(tmp_path / "file" / "fleet", 1, 1)


def test_a_run_that_is_stopped_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    def stop_at_the_third(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise KeyboardInterrupt
        return len(content)

    monkeypatch.setattr(Path, "write_bytes", stop_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        write_fleet(tmp_path / "fleet", 10, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("carrier", "names"),
    [
        ("zip", ["CONTOSO-WS017_MDEClientAnalyzerResult.zip"]),
        ("zip_in_folder", ["CONTOSO-WS017/MDEClientAnalyzerResult.zip"]),
        ("zip_gz", ["CONTOSO-WS017.zip.gz"]),
        ("text", ["CONTOSO-WS017.txt"]),
        ("text_gz", ["CONTOSO-WS017.txt.gz"]),
        ("pair", ["CONTOSO-WS017.txt", "CONTOSO-WS017.xml"]),
        ("url_paste", ["CONTOSO-WS017-URLCheckLog.txt"]),
    ],
)
def test_a_carrier_has_its_file_names(device_of: DeviceOf, carrier: str, names: list[str]) -> None:
    assert [name for name, _ in carried(device_of(carrier=carrier))] == names


def test_a_second_result_has_a_name_of_its_own(device_of: DeviceOf) -> None:
    assert [name for name, _ in carried(device_of(carrier="text", rerun=True))] == ["CONTOSO-WS017-20250303.txt"]


@pytest.mark.parametrize(
    ("carrier", "text", "xml"),
    [("zip", True, True), ("zip_without_xml", True, False), ("text_lost", False, True)],
)
def test_a_zip_may_have_lost_a_report(device_of: DeviceOf, carrier: str, text: bool, xml: bool) -> None:
    [(_, content)] = carried(device_of(carrier=carrier))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert ("SystemInfoLogs\\MDEClientAnalyzer.txt" in names) is text
    assert ("SystemInfoLogs\\MDEClientAnalyzer.xml" in names) is xml
    assert len(names) >= 12


def test_a_zip_has_the_tool_s_backslashes_and_the_device_s_clock(device_of: DeviceOf) -> None:
    [(_, content)] = carried(device_of())
    infos = zipfile.ZipFile(io.BytesIO(content)).infolist()
    assert {info.date_time for info in infos} == {(2025, 3, 3, 9, 54, 22)}
    assert {info.create_system for info in infos} == {0}
    assert [info.filename for info in infos if "/" in info.filename] == []


def test_a_zip_s_bytes_depend_on_its_members_alone(device_of: DeviceOf) -> None:
    at = device_of().started
    assert zipped([("a/b", b"x")], at) == zipped([("a/b", b"x")], at) != zipped([("a/b", b"x")], at, "\\")


def test_a_folder_has_the_side_files_too(device_of: DeviceOf) -> None:
    names = {name.removeprefix("CONTOSO-WS017/") for name, _ in carried(device_of(carrier="folder"))}
    assert names >= {
        "MDEClientAnalyzer.htm",
        "SystemInfoLogs/RegOnboardedInfoCurrent.Json",
        "SystemInfoLogs/dsregcmd.txt",
        "SystemInfoLogs/CertSigner.log",
        "SystemInfoLogs/AddRemovePrograms.csv",
        "SystemInfoLogs/InstalledUpdates.txt",
    }
    assert "URLCheckLog.txt" not in names


@pytest.mark.parametrize(("runner", "there"), [("psexec", True), ("system", False)])
def test_the_test_edition_leaves_its_log_in_the_folder(device_of: DeviceOf, runner: str, there: bool) -> None:
    device = device_of(carrier="folder", url_list="built_in", runner=runner)
    assert ("CONTOSO-WS017/URLCheckLog.txt" in dict(carried(device))) is there


def test_a_device_without_onboarding_has_an_empty_body(device_of: DeviceOf) -> None:
    name = "SystemInfoLogs/RegOnboardedInfoCurrent.Json"
    assert dict(documents(device_of("not_onboarded")).folder())[name] == b"\xff\xfe\r\0\n\0"
    assert b"v\0o\0r\0t\0e\0x\0" in dict(documents(device_of()).folder())[name]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf16", b"\xff\xfe\xe9\0\r\0\n\0"),
        ("utf16_bare", b"\xe9\0\r\0\n\0"),
        ("lf", b"\xff\xfe\xe9\0\n\0"),
        ("utf8", b"\xc3\xa9\r\n"),
        ("utf8_bom", b"\xef\xbb\xbf\xc3\xa9\r\n"),
        ("cp1252", b"\xe9\r\n"),
    ],
)
def test_an_encoding_has_its_bytes(encoding: str, content: bytes) -> None:
    assert encoded("é\r\n", encoding) == content


def test_a_cut_report_ends_within_a_line(device_of: DeviceOf) -> None:
    whole, cut = (documents(device_of(story)).text() for story in ("healthy", "report_cut"))
    assert whole.endswith("\r\n".encode("utf-16-le"))
    assert cut.endswith("USN query jo".encode("utf-16-le"))
    assert whole.startswith(cut)


def test_each_bundle_is_one_zip_of_its_devices_zips(tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 90, 4)
    bundles = [zipfile.ZipFile(path).namelist() for path in (tmp_path / "fleet").rglob("collected-*.zip")]
    planned = [device.name for device in plan(90, 4) if device.bundle]
    assert len(bundles) == 2
    assert sorted(name for names in bundles for name in names) == sorted(f"{name}.zip" for name in planned)
