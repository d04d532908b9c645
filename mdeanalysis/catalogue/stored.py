"""The endpoint list that a user has stored in place of the shipped one: one CSV file in the folder for settings."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mdeanalysis.errors import CatalogueError, OutputError

#: Names another folder, for tests and for machines that share one list.
VARIABLE = "MDEANALYSIS_CONFIG"
#: The shipped list has 100 KiB; what is far larger is none.
_MAX_BYTES = 16 * 2**20


def place() -> Path:
    """The file of the stored list, whether there is one or not."""
    return _folder() / "endpoints.csv"


def stored_text() -> str | None:
    """The stored list's text; None where there is none. Raises `CatalogueError` where it cannot be read."""
    file = place()
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise CatalogueError(f"{file} is too large for an endpoint list; {way_back()}")
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise CatalogueError(f"cannot read {file}: {reason}; {way_back()}") from error


def store(text: str) -> Path:
    """Puts the text in the place of what was stored; a reader sees the old list or the new one, never a part."""
    file = place()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=file.parent, prefix=".endpoints-", delete=False
        ) as out:
            written = Path(out.name)
            try:
                out.write(text)
                out.close()
                written.replace(file)
            except BaseException:
                out.close()
                written.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OutputError(f"cannot store the list in {file.parent}: {error.strerror or error}") from error
    return file


def forget() -> bool:
    """Goes back to the shipped list; whether there was another."""
    try:
        place().unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise OutputError(f"cannot remove {place()}: {error.strerror or error}") from error
    return True


def way_back() -> str:
    """What to do about a broken list."""
    return "`mdeanalysis endpoints import --reset` goes back to the shipped list"


def _folder() -> Path:
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path("mdeanalysis", appauthor=False)
