"""What an analyst would script: a regular expression a line, a list of dicts, a DataFrame."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pandas as pd

URL = re.compile(r"Testing URL : (\S+)")
ROW = re.compile(r"(\d(?:\.1)?) - ([^:(]+)(?:\( ([^)]*)\))?: (\w+)(?: \((\d+)(.*)\))?")
FACT = re.compile(r"([A-Z][A-Za-z() ]+): (.+)")


def main(folder: str) -> None:
    attempts, facts = [], []
    for file in sorted(Path(folder).iterdir()):
        url = None
        for number, line in enumerate(file.read_text(encoding="utf-16").splitlines(), start=1):
            if found := URL.match(line):
                url = found[1]
            elif url and (found := ROW.match(line)):
                keys = ("number", "method", "proxy", "outcome", "code", "rest")
                row = dict(zip(keys, found.groups(), strict=True))
                attempts.append(row | {"file": file.name, "line": number, "url": url})
            elif found := FACT.match(line):
                facts.append({"file": file.name, "line": number, "name": found[1], "value": found[2]})
    print(len(pd.DataFrame(attempts)), len(pd.DataFrame(facts)))


if __name__ == "__main__":
    main(sys.argv[1])
