"""Files go through many hands before they are read: whatever is done to them, all of it is accounted for."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from random import Random

from builders import BAD, CYBER, GATEWAY, block, device, report, write
from click.testing import CliRunner
from fuzz import seeds
from fuzz.invariants import check_archive, check_decode, check_document, check_load, expected_status
from fuzz.mutations import MUTATIONS, packed, within_zip, zipped
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test
from pandas.testing import assert_frame_equal

from mdeanalysis.cli import cli
from mdeanalysis.intake.archive import is_zip
from mdeanalysis.intake.gzips import is_gzip
from mdeanalysis.loading import Fleet, load
from mdeanalysis.records import Document

#: Examples of a normal run, which are the same each time; `make fuzz` asks for more, and for others.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
FEW, STEPS = 15, 12
NAMES = (
    "MDEClientAnalyzer.txt", "MDEClientAnalyzer.xml", "MDEClientAnalyzer.htm", "MDEClientAnalyzer_User.txt",
    "MDEClientAnalyzerResult.zip", "MDATPClientAnalyzerResult.txt", "RegOnboardedInfoCurrent.Json", "psexeclog.txt",
    "URLCheckLog.txt", "dsregcmd.txt", "mde.xml", "a.txt.gz", "notes.md", "a.log", "b.txt", "Psr.zip",
)  # fmt: skip
FOLDERS = ("", "Leeds", "Leeds/PC1", "Leeds/PC1/SystemInfoLogs", "Leeds/PC1/EventLogs", "Zürich")
ALL = (*seeds.all_golden(), *map(seeds.as_written, seeds.all_golden()), *seeds.written(), *seeds.archives())


def healthy() -> str:
    """A report on which nothing is done, of a device that no seed has: none can make it a duplicate."""
    return report(block(GATEWAY), block(CYBER, BAD), items=device("CONTOSO-HEALTHY"))


HEALTHY = {"(healthy)/PC/SystemInfoLogs/MDEClientAnalyzer.txt": healthy()}


class Hands(RuleBasedStateMachine):
    """A folder that fills with files; what it holds is read when all is done."""

    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="mdeanalysis-"))
        self.input = self.folder / "input"
        write(self.input, HEALTHY)

    @rule(target=files, seed=st.sampled_from(ALL))
    def take(self, seed: seeds.Seed) -> bytes:
        return seed.data

    @rule(
        target=files, data=files, other=files, name=st.sampled_from(sorted(MUTATIONS)), chance=st.integers(0, 2**32)
    )
    def mutate(self, data: bytes, other: bytes, name: str, chance: int) -> bytes:
        changed = MUTATIONS[name](data, other, Random(chance))
        check_bytes(changed)
        return changed

    @rule(target=files, data=files, other=files, chance=st.integers(0, 2**32))
    def mutate_within(self, data: bytes, other: bytes, chance: int) -> bytes:
        return within_zip(data, other, Random(chance))

    @rule(
        target=files, members=st.lists(st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES), files), max_size=3)
    )
    def zip(self, members: list[tuple[str, str, bytes]]) -> bytes:
        return zipped([(f"{folder}\\{name}".lstrip("\\"), data) for folder, name, data in members])

    @rule(target=files, data=files)
    def gzip(self, data: bytes) -> bytes:
        return packed(data, b"", Random(0))

    @rule(folder=st.sampled_from(FOLDERS), name=st.sampled_from(NAMES), data=files)
    def put(self, folder: str, name: str, data: bytes) -> None:
        write(self.input, {f"{folder}/{name}".lstrip("/"): data})

    def teardown(self) -> None:
        try:
            self.check()
        finally:
            shutil.rmtree(self.folder)

    def check(self) -> None:
        fleet = check_load(self.input)
        assert "internal" not in set(fleet.problems["kind"])
        check_healthy(fleet)
        run = CliRunner().invoke(cli, ["summarize", str(self.input), "--as-of", "2025-03-21"], standalone_mode=False)
        assert run.exception is None, run.exception
        assert run.return_value == expected_status(fleet)


def check_bytes(data: bytes) -> None:
    """What holds for one file."""
    if is_zip(data) or is_gzip(data):
        for document in check_archive(data):
            check_document(document)
    elif text := check_decode(data):
        check_document(Document("a.txt", text))


def check_healthy(fleet: Fleet) -> None:
    """The healthy report's rows are those that it has alone."""
    with tempfile.TemporaryDirectory() as folder:
        alone = load(write(Path(folder), HEALTHY))
    (result,) = alone.results["result_id"]
    for name, frame in alone.tables.items():
        if "result_id" in frame:
            found = fleet.tables[name]
            found = found[found["result_id"] == result].reset_index(drop=True)
            assert_frame_equal(found, frame, check_categorical=False, obj=name)


def test_whatever_is_done_to_files_all_is_read_or_told():
    many = settings(max_examples=EXAMPLES or FEW, stateful_step_count=STEPS, deadline=None, derandomize=not EXAMPLES)
    quiet = settings(many, suppress_health_check=list(HealthCheck), database=None, print_blob=False)
    run_state_machine_as_test(Hands, settings=quiet)


def test_the_healthy_report_is_a_whole_one(tmp_path: Path):
    fleet = load(write(tmp_path, HEALTHY))
    assert fleet.devices["device_name"].tolist() == ["CONTOSO-HEALTHY"]
    assert fleet.urls["state"].tolist() == ["reached", "failed"]
    assert fleet.problems.empty
