"""Messages that were UTF-8 and were read in a Windows code page: `Ã©` stands for `é`.

The analyzer reads its own output back in the ANSI code page when it runs by PsExec; only the localised messages
suffer, since labels, codes and URLs are ASCII.
"""

from __future__ import annotations

_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1254")


def repair(message: str) -> str:
    """The message as it was meant, or unchanged where it is no mojibake."""
    if message.isascii():
        return message
    for code_page in _CODE_PAGES:
        try:
            return _as_bytes(message, code_page).decode("utf-8")
        except UnicodeError:
            continue
    return message


def _as_bytes(message: str, code_page: str) -> bytes:
    """Bytes of the code page; what it leaves undefined, Windows reads as the C1 control of that number."""
    try:
        return message.encode(code_page)
    except UnicodeEncodeError:
        return b"".join(_byte(character, code_page) for character in message)


def _byte(character: str, code_page: str) -> bytes:
    return character.encode("latin-1") if "\x80" <= character <= "\x9f" else character.encode(code_page)
