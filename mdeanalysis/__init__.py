"""mdeanalysis: which devices cannot reach Microsoft Defender for Endpoint, over which path, and why.

`load(path)` reads analyzer results into pandas DataFrames, `probe()` tests from here. Nothing heavy is imported
before one of them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdeanalysis.version import __version__

if TYPE_CHECKING:
    from mdeanalysis.causes import explain
    from mdeanalysis.comparison import compare
    from mdeanalysis.loading import Fleet, load
    from mdeanalysis.probing import probe

__all__ = ["Fleet", "__version__", "compare", "explain", "load", "probe"]


def __getattr__(name: str) -> Any:
    if name in {"load", "Fleet"}:
        from mdeanalysis import loading

        return getattr(loading, name)
    if name == "compare":
        from mdeanalysis.comparison import compare

        return compare
    if name == "explain":
        from mdeanalysis import causes

        return causes.explain
    if name == "probe":
        from mdeanalysis.probing import probe

        return probe
    raise AttributeError(f"module 'mdeanalysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
