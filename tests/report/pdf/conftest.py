"""The sample fleet as a PDF, as it is and with hostile text."""

from __future__ import annotations

import pandas as pd
import pytest
from report.html.conftest import DAY, ROOT
from report.html.hostile import HOSTILE, poisoned
from report.pdf.tags import Pdf

from mdeanalysis import load
from mdeanalysis.report.part import Basis
from mdeanalysis.report.pdf import write_pdf
from mdeanalysis.report.sections import chosen

#: What Typst would run, and letters that no font here has.
TEXTS = (
    *HOSTILE,
    '#panic("owned")',
    '#image("/etc/passwd")',
    "*b* _i_ `r` $x^2$ <l> @l [a](b) // c",
    "= heading",
    "\u65e5\u672c \U0001f9d1\u200d\U0001f680",
    "\ue000\u200b\ufeff\U000e0041\uffff",
    "x" * 100_000,
)


@pytest.fixture(scope="session")
def sample() -> Basis:
    fleet = load(ROOT / "sample_results", inventory=ROOT / "sample_inventory.csv").judge(DAY)
    return Basis(fleet.tables, pd.Timestamp(DAY), fleet.rules, fleet.side_files)


@pytest.fixture(scope="session")
def pdf(sample: Basis, tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    return Pdf(write_pdf(tmp_path_factory.mktemp("pdf") / "report.pdf", chosen([]), sample).file)


@pytest.fixture(scope="session")
def hostile_file(sample: Basis, tmp_path_factory: pytest.TempPathFactory) -> tuple[Pdf, str]:
    """The report with hostile text everywhere, and what is said of it."""
    basis = Basis(poisoned(sample.tables, TEXTS), sample.as_of, sample.rules)
    file, note = write_pdf(tmp_path_factory.mktemp("hostile") / "report.pdf", chosen([]), basis)
    return Pdf(file), note
