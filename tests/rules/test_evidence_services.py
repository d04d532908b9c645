"""Services that do not run."""

import pandas as pd
import pytest
from builders import report, write

from mdeanalysis import load
from mdeanalysis.rules import View
from mdeanalysis.rules.evidence_services import stopped


@pytest.mark.parametrize(
    ("state", "count"),
    [("Stopped", 1), ("StartPending", 1), ("Running", 0), ("", 0), ("Odd", 0)],
    ids=["stopped", "pending", "running", "empty", "unknown"],
)
def test_a_known_state_other_than_running_counts(tmp_path, state, count):
    files = write(tmp_path, {"a.txt": report(items={"Sense service Status": state})})
    view = View(load(files).tables, pd.Timestamp("2022-05-01", tz="UTC"))
    assert len(stopped(view, "Sense service Status")) == count
