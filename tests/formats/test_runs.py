"""Several runs in one text: where each begins, and that nothing is lost between them."""

from __future__ import annotations

import pytest
from formats.golden import document

from mdeanalysis import formats
from mdeanalysis.formats import runs

MODE = "PowerShell Language mode: : FullLanguage\n"
CONFIG = "Proxy config: Method=Direct, address=\n"
NAME = "Device name: CONTOSO-L01\n"
STARS = ("*" * 68 + " \n") * 2
A, B = (f"{STARS}Testing URL : https://example.com/{name}\n1 - Default proxy: Succeeded (200)\n" for name in "ab")


def split(text: str, first_line: int = 1) -> list[tuple[int, int, str]]:
    return [(run.run, run.first_line, run.text) for run in runs.split(document(text, first_line=first_line))]


@pytest.mark.parametrize(
    "parts",
    [
        (MODE + "Device name: CONTOSO-L01\n", MODE + "Device name: CONTOSO-L02\n", MODE),
        ("a mail\n" + MODE + CONFIG + A, MODE + CONFIG + A),
        (MODE.replace("P", "> P", 1), MODE.replace("P", "> P", 1)),
        (CONFIG + A + B, CONFIG + A),
        (CONFIG + A, CONFIG + B),
        (A + B, A, A + B),
        (CONFIG + A + B, A, CONFIG + A),
        (CONFIG + A, CONFIG, CONFIG + A),
        ("CONTOSO-L01\n" + CONFIG + A, CONFIG + A),
        (NAME + A + B, NAME + A),
        (NAME + A + "\n", NAME + "Sense version: 10\n" + B),
        (NAME + CONFIG + A, "> " + NAME + CONFIG + A),
        (A + "x\n", NAME + A),
        (NAME + A + B + A.replace("/a", "/c"), NAME + NAME + B),
    ],
    ids=[
        *("reports", "mail", "quoted", "configs", "other-urls", "urls", "mixed", "empty-run", "preamble"),
        *("named", "named-other-urls", "named-configs", "named-second", "named-twice"),
    ],
)
def test_each_run_is_a_document_that_knows_its_first_line(parts: tuple[str, ...]):
    found = split("".join(parts), 11)
    starts = [11 + "".join(parts[:number]).count("\n") for number in range(len(parts))]
    assert found == [(number, start, part) for number, (start, part) in enumerate(zip(starts, parts, strict=True), 1)]


XML = '<?xml version="1.0"?>\n<MDEResults>\n<events></events></MDEResults>'
PAGE = "<html><head><title>MDE Client Analyzer Results</title></head></html>"


@pytest.mark.parametrize(
    "parts",
    [
        (XML + "\n", XML + "\n", XML),
        (XML, XML),
        ("<mdatp>\n<events/></mdatp>\n", "<mdatp >\n</mdatp>"),
        (PAGE, "<!DOCTYPE html>\n" + PAGE.replace("<html>", "<HTML lang='en'>"), PAGE),
    ],
    ids=["lines", "one-line", "xmde", "pages"],
)
def test_reports_of_markup_in_one_file_are_runs(parts: tuple[str, ...]):
    whole = "".join(parts)
    found = split(whole, 5)
    starts = [5 + "".join(parts[:number]).count("\n") for number in range(len(parts))]
    assert found == [(number, start, part) for number, (start, part) in enumerate(zip(starts, parts, strict=True), 1)]


@pytest.mark.parametrize("line", [MODE, A.splitlines()[2] + "\n"], ids=["reports", "urls"])
def test_what_stands_behind_the_most_runs_is_left_and_told(line: str):
    whole = document(line * (runs.MOST_RUNS + 3))
    found = formats.readings(whole)
    assert found
    assert len(found) == runs.MOST_RUNS + 1
    assert [(problem.kind, problem.line) for problem in found[-1].problems] == [("too_large", runs.MOST_RUNS + 1)]
    assert (found[-1].understood, found[-1].skipped) == (0, 3)
    assert sum(r.understood + r.unknown + r.skipped for r in found) == whole.filled


@pytest.mark.parametrize(
    "text",
    [
        MODE + CONFIG + A + B,
        CONFIG + A + B,
        MODE + "the words PowerShell Language mode: again\n",
        A + B,
        CONFIG + CONFIG,
        "###### device Info summary ######\n" + CONFIG + A + CONFIG + A,
        "<MDEResults>\n" + A + A + "</MDEResults>\n",
        NAME + A + B,
        A + NAME + B,
        NAME + A + NAME,
        "",
    ],
    ids=[
        "report",
        "block",
        "mode-in-a-sentence",
        "urls",
        "no-urls",
        "report-without-its-head",
        "xml",
        "name",
        "name-between",
        "name-behind",
        "empty",
    ],
)
def test_a_text_of_one_run_stays_as_it_is(text: str):
    whole = document(text)
    assert runs.split(whole) == [whole]
