"""How Voila serves a notebook here: on the loopback, and with a template that asks no other server."""

from __future__ import annotations

import json
import os
import re
import site
import sys
from collections.abc import Mapping
from pathlib import Path

#: Style sheets of icons that Voila's own template fetches; nothing of ours has an icon.
_FOREIGN = re.compile(r"<link\b[^>]*\bhttps?://[^>]*>")
_NAME, _BASE = "mdeanalysis", "lab"
#: An extension for editing, which breaks down where there is nothing to edit.
_EDITING = "jupyterlab-jupytext"


def arguments(notebook: Path, place: Path) -> list[str]:
    """Voila's command line for a notebook; writes the template below `place`, which `environment` names."""
    options = [f"--VoilaConfiguration.extension_denylist={_EDITING}", "--Voila.ip=127.0.0.1", "--theme=light"]
    return ["voila", str(notebook), *options, *([f"--template={_NAME}"] if _template(place) else [])]


def environment(place: Path, around: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables with which Jupyter finds what lies in `place`."""
    known = around.get("JUPYTER_PATH")
    return {**around, "JUPYTER_PATH": os.pathsep.join([str(place), *([known] if known else [])])}


def _template(place: Path) -> bool:
    """Voila's own template without foreign style sheets; False where there is none of that name."""
    for prefix in (sys.prefix, site.getuserbase()):
        file = Path(prefix, "share", "jupyter", "voila", "templates", _BASE, "index.html.j2")
        if file.is_file():
            own = place / "voila" / "templates" / _NAME
            own.mkdir(parents=True, exist_ok=True)
            text = _FOREIGN.sub("", file.read_text(encoding="utf-8"))
            (own / file.name).write_text(text, encoding="utf-8")
            (own / "conf.json").write_text(json.dumps({"base_template": _BASE}), encoding="utf-8")
            return True
    return False
