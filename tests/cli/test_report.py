"""`mdeanalysis report`: what it writes, refuses and says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pypdf import PdfReader

Run = Callable[..., CompletedProcess[str]]
SAMPLE = Path(__file__).parents[2] / "sample_results"


def test_a_report_is_written_and_named(run_command: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    run = run_command("report", SAMPLE, "-o", file, "--as-of", "2025-03-21", "--sections", "unread, headline",
                      "--title", "Wave 2", "--author", "Ann", "--where", "site=Leeds")  # fmt: skip
    assert run.returncode == 4, run.stderr
    assert run.stdout == ""
    assert f"{file}: {file.stat().st_size:,} bytes" in run.stderr
    text = file.read_text(encoding="utf-8")
    assert "<title>Wave 2</title>" in text
    assert "5 devices in 5 results" in text
    assert text.index("section-unread") < text.index("section-headline")


def test_a_report_is_written_in_french(run_command: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    only = ("--where", "site=Leeds", "--sections", "headline,method")
    run = run_command("report", SAMPLE, "-o", file, "--as-of", "2025-03-21", "--lang", "fr", *only)
    assert run.returncode == 4, run.stderr
    text = file.read_text(encoding="utf-8")
    assert '<html lang="fr">' in text
    assert "5 appareils, 5 résultats" in text
    assert "au 21 mars 2025" in text
    assert "rapport écrit le" in text


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["-o", "r.docx"], 2, "neither an .html nor a .pdf file"),
        (["-o", "r.html", "--sections", "nonsense"], 1, "no section 'nonsense'"),
        (["-o", "r.html", "--lang", "de"], 2, "there is no report in 'de'; there are: en, fr"),
        (["-o", "r.html", "--logo", "missing.png"], 1, "cannot read the logo"),
        (["-o", "nowhere/r.html"], 1, "there is no folder nowhere"),
        (["-o", "r.pdf", "--sections", "nonsense"], 1, "no section 'nonsense'"),
        (["-o", "nowhere/r.pdf"], 1, "there is no folder nowhere"),
        (["-o", "."], 2, "neither an .html nor a .pdf file"),
        ([], 2, "Missing option"),
    ],
    ids=["suffix", "section", "language", "logo", "folder", "pdf-section", "pdf-folder", "dot", "no-file"],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run_command: Run, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    run = run_command("report", SAMPLE, *arguments, cwd=tmp_path)
    assert run.returncode == status
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_reports_of_one_reading_and_the_pdf_names_the_page(run_command: Run, tmp_path: Path) -> None:
    run = run_command("report", SAMPLE, "-o", "r.pdf", "-o", "r.html", "--as-of", "2025-03-21", "--title", "Wave 2",
                      "--sections", "services", cwd=tmp_path)  # fmt: skip
    assert run.returncode == 4, run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.html", "r.pdf"]
    assert f"r.pdf: {(tmp_path / 'r.pdf').stat().st_size:,} bytes\n" in run.stderr
    read = PdfReader(tmp_path / "r.pdf")
    assert read.metadata.title == "Wave 2"
    assert "All of them stand in r.html." in " ".join(" ".join(page.extract_text().split()) for page in read.pages)


def test_letters_without_a_font_are_told(run_command: Run, tmp_path: Path) -> None:
    run = run_command("report", SAMPLE, "-o", "r.pdf", "--title", "\u65e5", "--sections", "unread", cwd=tmp_path)
    assert run.returncode == 4, run.stderr
    assert "r.pdf: Letters that have no font here" in run.stderr
    assert "U+65E5 CJK UNIFIED IDEOGRAPH-65E5" in run.stderr


@pytest.mark.parametrize(
    ("package", "file", "extra"),
    [("matplotlib", "r.html", "report"), ("jinja2", "r.html", "report"), ("typst", "r.pdf", "pdf")],
)
def test_a_missing_package_is_named_before_anything_is_read(
    run_command: Run, tmp_path: Path, package: str, file: str, extra: str
) -> None:
    (tmp_path / f"{package}.py").write_text("raise ImportError('none')", encoding="utf-8")
    root = SAMPLE.parent
    run = run_command("report", "nothing", "-o", file, cwd=tmp_path, env={"PYTHONPATH": f"{tmp_path}:{root}"})
    assert run.returncode == 1
    assert f"pip install 'mdeanalysis[{extra}]'" in run.stderr
