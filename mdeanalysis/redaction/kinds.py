"""What a pseudonym of each kind looks like: what it stands for, so that every format still reads it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdeanalysis.redaction.vault import Vault

#: Without letters that are taken for others.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PUBLIC_END = "example"


def letters(digest: bytes, count: int) -> str:
    """So many letters and digits of a keyed hash."""
    number = int.from_bytes(digest, "big")
    made = []
    for _ in range(count):
        number, place = divmod(number, len(_LETTERS))
        made.append(_LETTERS[place])
    return "".join(made)


def _word(kind: str, prefix: str, count: int) -> Callable[[Vault, str], str]:
    return lambda vault, value: prefix + letters(vault.digest(kind, value), count)


def _guid(vault: Vault, value: str) -> str:
    made = str(uuid.UUID(bytes=vault.digest("guid", value.replace("-", ""))[:16], version=4))
    return made if "-" in value else made.replace("-", "")


def _hex(vault: Vault, value: str) -> str:
    digest = vault.digest("hex", value)
    made = (digest + vault.digest("hex+", value)).hex()[: len(value)]
    # Digits alone would be a number, and no longer an id.
    return made if not made.isdigit() else "a" + made[1:]


def _domain(vault: Vault, value: str) -> str:
    """`contoso.com` gets the word of `contoso`: a domain by its old name and by its new one stay one."""
    label, _, end = value.partition(".")
    kind_of_end = "" if end == "com" else "-" + letters(vault.digest("end", end), 4)
    return f"{vault.image('label', label)}{kind_of_end}.{_PUBLIC_END}"


def _sid(vault: Vault, value: str) -> str:
    """The three numbers of a Windows domain, or the four of an Entra object; the number behind a domain stays."""
    digest = vault.digest("sid", value)
    count = value.count("-") - 3 if value.startswith("s-1-5-21-") else 4
    numbers = (int.from_bytes(digest[4 * place : 4 * place + 4], "big") for place in range(count))
    start = "s-1-5-21-" if value.startswith("s-1-5-21-") else "s-1-12-1-"
    return start + "-".join(map(str, numbers))


def _mac(vault: Vault, value: str) -> str:
    between = "-" if "-" in value else ":"
    digest = vault.digest("mac", value.replace("-", ":"))
    return between.join(["02", *(f"{byte:02x}" for byte in digest[:5])])


#: How a value of each kind becomes a pseudonym. Sites and names have a `_`, which no host's name has.
SHAPES: dict[str, Callable[[Vault, str], str]] = {
    "host": _word("host", "h-", 10),
    "user": _word("user", "u-", 10),
    "label": _word("label", "d-", 8),
    "domain": _domain,
    "site": _word("site", "s_", 8),
    "tag": _word("tag", "t-", 8),
    "group": _word("group", "g-", 8),
    "organisation": _word("organisation", "o-", 8),
    "authority": _word("authority", "ca-", 8),
    "resource": _word("resource", "r", 10),
    "secret": _word("secret", "x-", 10),
    "name": _word("name", "n_", 8),
    "guid": _guid,
    "hex": _hex,
    "sid": _sid,
    "mac": _mac,
}


def styled(image: str, value: str) -> str:
    """The pseudonym in the case of a value."""
    if value == value.lower():
        return image
    if value == value.upper():
        return image.upper()
    return image[:1].upper() + image[1:]


def restyled(original: str, image: str) -> str:
    """The value in the case in which its pseudonym stands: the way back of `styled`."""
    if image == image.lower():
        return original.lower()
    return original.upper() if image == image.upper() else original
