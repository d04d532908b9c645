"""Several runs in one text: where each begins, and that nothing is lost between them."""

from __future__ import annotations

import pytest
from formats.golden import document

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
