"""Evaluates a proxy script in a process of its own, which its parent can end: scripts may loop for ever.

Says {"found": "ready"}, then reads JSON lines: first the script as a string, then [URL, host] each; answers each
with a line: {"found": ...}, or {"error": ...} with what is wrong.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

#: Bytes that a script may fill.
_MEMORY = 1 << 30


def answers(lines: Any) -> Any:
    """The answer to each line, one after the other."""
    from pypac.parser import MalformedPacError, PACFile

    yield {"found": "ready"}
    try:
        script = PACFile(json.loads(next(lines)))
    except (MalformedPacError, RuntimeError) as error:
        yield {"error": str(error)}
        return
    yield {"found": ""}
    for line in lines:
        url, host = json.loads(line)
        try:
            yield {"found": str(script.find_proxy_for_url(url, host) or "")}
        except Exception as error:  # noqa: BLE001 - the script's, of any kind
            yield {"error": str(error)}


def main() -> None:
    """Answers on standard output."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for answer in answers(iter(sys.stdin.readline, "")):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
