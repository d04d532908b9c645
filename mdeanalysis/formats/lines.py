"""What all text formats share: counting the lines that nobody understood."""

from __future__ import annotations

from mdeanalysis.records import Document, Problem, Reading, Sample

#: Letters of an unknown line that its problem quotes.
QUOTED = 120
#: Unknown lines of a document that are kept.
SAMPLES = 5


def context_of(document: Document) -> str:
    """`user` for the test that ran as the interactive user, told by the file's name."""
    return "user" if document.name.lower().endswith("_user.txt") else "system"


def report_cut(reading: Reading, what: str) -> None:
    """A problem that says where a text ends before its time; what stood before that is kept."""
    document = reading.document
    end = next((i for i in range(len(document.lines), 0, -1) if document.lines[i - 1].strip()), 1)
    line = document.first_line + end - 1
    reason = f"the text is cut off: {what}; what stands before the cut is kept"
    reading.problems.append(Problem(document.source, line, "unreadable", reason))


def quoted(line: str) -> str:
    """A line without outer blanks, or its beginning."""
    text = line.strip()
    return text if len(text) <= QUOTED else text[:QUOTED] + "…"


def add_sample(reading: Reading, line: int, text: str) -> None:
    """Keeps the unknown line at `line` of the source once, if it is among the first."""
    if len(reading.samples) < SAMPLES and all(sample.line != line for sample in reading.samples):
        reading.samples.append(Sample(line, quoted(text)))


class UnknownLines:
    """Counts unknown lines by section, and reports each section once with its first line as evidence."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sections: dict[str, tuple[int, int, str]] = {}

    def add(self, section: str, index: int, line: str) -> None:
        """Counts the line at `index` (from 0) of the document."""
        count, first, text = self._sections.get(section, (0, index, line))
        self._sections[section] = (count + 1, first, text)
        add_sample(self._reading, self._reading.document.first_line + index, line)

    def count(self, section: str, lines: int) -> None:
        """Counts further lines of a section that has one already."""
        count, first, text = self._sections[section]
        self._sections[section] = (count + lines, first, text)

    def report(self) -> None:
        """One problem a section."""
        document = self._reading.document
        for section, (count, index, line) in self._sections.items():
            lines = "1 line" if count == 1 else f"{count} lines"
            reason = f"{lines} not understood in section {section!r}, the first: {quoted(line)}"
            line_number = document.first_line + index
            self._reading.problems.append(Problem(document.source, line_number, "unknown_line", reason))
            self._reading.unknown += count
