"""Windows' registry behind a small interface, so that recorded values can be tried anywhere."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any, Protocol


class Registry(Protocol):
    """Values below HKEY_LOCAL_MACHINE, or below HKEY_CURRENT_USER with `user`."""

    def read(self, key: str, name: str, *, user: bool = False) -> Any:
        """One value; None where there is none."""

    def keys(self, key: str) -> list[str]:
        """The names of the keys below a key of the machine's."""


class WindowsRegistry:
    """This computer's registry, as 64-bit programs see it; elsewhere than on Windows it is empty."""

    def read(self, key: str, name: str, *, user: bool = False) -> Any:
        """One value; None where there is none."""
        if sys.platform != "win32":
            return None
        import winreg

        hive = winreg.HKEY_CURRENT_USER if user else winreg.HKEY_LOCAL_MACHINE
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(hive, key, 0, access) as opened:
                return winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None

    def keys(self, key: str) -> list[str]:
        """The names of the keys below a key of the machine's."""
        found: list[str] = []
        if sys.platform == "win32":
            import winreg

            with (
                suppress(OSError),  # after the last one
                winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened,
            ):
                while True:
                    found.append(winreg.EnumKey(opened, len(found)))
        return found
