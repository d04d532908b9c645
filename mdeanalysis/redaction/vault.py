"""The private map: a key, and which pseudonym stands for which value. One file that only its owner may read."""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mdeanalysis.errors import InputError, OutputError
from mdeanalysis.redaction.addresses import Addresses
from mdeanalysis.redaction.kinds import SHAPES, styled

_FORMAT = "mdeanalysis redaction map 1"
_KEY_BYTES = 32
#: Letters of a pseudonym that a cut one has.
_CUT = 8
#: Times are moved by whole weeks, so that days of the week stay true: at most so many, either way.
_MOST_WEEKS = 52


@dataclass
class Vault:
    """Pseudonyms by kind and value. The same key gives the same value the same pseudonym, in whatever order."""

    key: bytes
    #: (kind, value in lower case) -> the pseudonym in lower case.
    images: dict[tuple[str, str], str] = field(default_factory=dict)
    #: The pseudonym in lower case -> (kind, value as first seen).
    originals: dict[str, tuple[str, str]] = field(default_factory=dict)

    #: For how many images the set of doubtful addresses was made.
    _doubtful: tuple[int, set[str]] = field(default=(0, set()), repr=False)

    @classmethod
    def new(cls) -> Vault:
        """A vault with a key of its own."""
        return cls(secrets.token_bytes(_KEY_BYTES))

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.key)

    @cached_property
    def days(self) -> int:
        """By how many days times are moved, where they are."""
        number = int.from_bytes(self.digest("times", ""), "big") % (2 * _MOST_WEEKS)
        return 7 * (number - _MOST_WEEKS if number < _MOST_WEEKS else number - _MOST_WEEKS + 1)

    @property
    def doubtful(self) -> set[str]:
        """IPv4 addresses that are both a value and the pseudonym of another."""
        if len(self.images) != self._doubtful[0]:
            own = {value: image for (kind, value), image in self.images.items() if kind == "address"}
            self._doubtful = len(self.images), own.keys() & set(own.values())
        return self._doubtful[1]

    def digest(self, kind: str, value: str) -> bytes:
        """The keyed hash of a value of a kind."""
        return hmac.digest(self.key, f"{kind}:{value}".encode("utf-8", "surrogatepass"), "sha256")

    def image(self, kind: str, value: str) -> str:
        """The pseudonym of a value, in its case: capitals for capitals, a capital first where it has both."""
        folded = value.lower()
        known = self.images.get((kind, folded))
        if known is None:
            known = SHAPES[kind](self, folded)
            self._keep(kind, value, known)
        elif value not in (folded, value.upper()):
            self.originals[known] = (kind, value)  # capitals and small letters can be made of it, not it of them
        return styled(known, value)

    def cut(self, start: str) -> str:
        """The beginning of the pseudonym of a host that a console's width cut off; of itself where none begins so."""
        low = start.lower()
        wholes = (value for kind, value in self.images if kind == "host" and value.startswith(low) and value != low)
        whole = max(wholes, key=len, default=None)
        return self.image("host", start) if whole is None else self.images["host", whole][:_CUT]

    def address(self, text: str) -> str | None:
        """The pseudonym of an address; None where it is none, or stays."""
        known = self.images.get(("address", text.lower()))
        if known is not None:
            return known
        image = self.addresses.text(text)
        if image is not None:
            self._keep("address", text, image)
        return image

    def _keep(self, kind: str, value: str, image: str) -> None:
        held = self.originals.get(image.lower())
        if held is not None and kind != "address" and held[1].lower() != value.lower():
            raise OutputError("two values have one pseudonym; take another key")
        self.images[kind, value.lower()] = image.lower()
        self.originals.setdefault(image.lower(), (kind, value))


def load(file: Path) -> Vault:
    """The vault of a file. Raises `InputError` where it is none."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        if held.get("format") != _FORMAT:
            raise ValueError("no map of redact")
        vault = Vault(bytes.fromhex(held["key"]))
        if len(vault.key) != _KEY_BYTES:
            raise ValueError("its key is cut")
        for kind, value, image in held["map"]:
            vault.images[str(kind), str(value).lower()] = str(image)
            vault.originals.setdefault(str(image), (str(kind), str(value)))
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file} is no map that redact wrote ({error})") from error
    return vault


def save(vault: Vault, file: Path) -> None:
    """Writes the vault for its owner alone; a reader sees the old file or the new one, never a part.

    Raises `OutputError` where it cannot be written.
    """
    lines = ",\n".join(
        json.dumps([kind, vault.originals[image][1] if image in vault.originals else value, image])
        for (kind, value), image in vault.images.items()
    )
    text = f'{{"format": "{_FORMAT}", "key": "{vault.key.hex()}", "map": [\n{lines}\n]}}\n'
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".map-")  # for the owner alone from its beginning
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            Path(name).replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        raise OutputError(f"cannot write the map {file}: {error.strerror or error}") from error


def opened(file: Path) -> Vault:
    """The vault of a file, a new one where there is none yet."""
    return load(file) if file.exists() else Vault.new()
