"""Long tables to search, sort and page through, in a notebook and in the page that is made of it."""

from __future__ import annotations

import warnings
from typing import Any

import pandas as pd

from mdeanalysis.notebook.views import MISSING
from mdeanalysis.report.printable import printable

_LONGEST = 240
#: The tables' own style follows this class of the page; JupyterLab says in an attribute which theme it has.
_DARK = """<script>
document.documentElement.classList.toggle("dark", document.body.dataset.jpThemeLight === "false");
</script>"""


def interactive(frame: pd.DataFrame, rows: int = 10) -> Any:
    """A frame as a table to search and sort, `rows` a page; all text is shown as text.

    Call `interactive_tables()` once before, in a cell of its own. Beyond 1 MB of cells the last rows are left out,
    and the table says so.
    """
    from IPython.display import HTML
    from itables import to_html_datatable

    shown = pd.DataFrame({printable(str(name)): _texts(frame[name]) for name in frame})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = to_html_datatable(
            shown,
            connected=False,
            showIndex=False,
            maxBytes="1MB",
            pageLength=rows,
            lengthMenu=[rows, 5 * rows],
            classes="display compact",
            style="table-layout:auto;width:auto;margin:0;caption-side:bottom",
            allow_html=False,
            columnDefs=[{"className": "dt-left", "targets": "_all"}],
        )
    return HTML(f'<div class="tex2jax_ignore mathjax_ignore">{made}</div>')


def interactive_tables() -> Any:
    """What `interactive` tables need, to be shown in a cell: it stands in the page itself, and nothing is fetched."""
    from IPython.display import HTML
    from itables import options
    from itables.javascript import generate_init_offline_itables_html

    return HTML(f"{generate_init_offline_itables_html(options.dt_bundle)}{_DARK}")


def _texts(column: pd.Series[Any]) -> Any:
    """Numbers as they are, where none is missing; all else as text that is safe to show."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column) and not column.hasnans:
        return column.to_numpy()
    known = column.notna().to_numpy()
    texts = [printable(str(value)) if there else MISSING for value, there in zip(column, known, strict=True)]
    return [text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in texts]
