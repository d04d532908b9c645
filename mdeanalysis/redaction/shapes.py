"""Values that are made of others: hosts, lists of proxies, distinguished names, e-mail addresses, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from mdeanalysis.catalogue.issuers import is_known_issuer
from mdeanalysis.redaction.kept import (
    ACCOUNTS,
    GUIDS,
    customers_names,
    is_host,
    is_label_kept,
    is_microsofts,
    says_nothing,
    some,
)
from mdeanalysis.redaction.spans import Span, Spans
from mdeanalysis.redaction.vault import Vault

GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NAMED_BY_TENANT = frozenset({"onmicrosoft", "sharepoint"})
#: Second names below a country's under which anybody registers.
_SHARED = some("co com net org gov ac edu or ne")
#: What a list of proxies is made of; schemes, ports and `<local>` stand between.
_PART = re.compile(
    r"(?P<scheme>\b[a-z][a-z0-9+.-]*(?:://|=))|<[^<>]*>|\((?:none|.*?)\)|(?P<cred>[^\s/@:;,<>\"']+(?::[^\s/@;,<>\"']*)?(?=@))"
    r"|\[(?P<v6>[0-9a-f:.]+)\]|:(?P<port>\d+)|(?P<path>/[^\s;,]*)|(?P<name>[\w*][\w.*-]*)",
    re.IGNORECASE,
)
_WILD_ADDRESS = re.compile(r"((?:\d{1,3}\.){1,3})\*(?:\.\*)*")
_DN_PART = re.compile(r'(\s*([A-Za-z0-9.]+)\s*=\s*)("(?:[^"]|"")*"|[^,]*)')
_DN_KINDS = {"CN": "authority", "O": "organisation", "OU": "organisation", "L": "organisation", "ST": "organisation"}
_DN_KINDS |= {"S": "organisation", "STREET": "organisation", "SERIALNUMBER": "organisation"}
_KNOWN_PARTS = re.compile(
    r"(?:Microsoft(?: \w+)* Corporation|DigiCert,? Inc\.?|Baltimore|www\.digicert\.com)\Z", re.I
)
#: What stands in the place of a host and is none: numbers, and what settings say of proxies.
_NO_NAME = re.compile(r"[\d.]+|direct|auto_?detect|autoscript|no_proxy|manual|override|local", re.I)
_SAYS_PROXY = re.compile(r"\b(?:inspect\w*|proxy|gateway|intercept\w*)\b", re.I)
_KNOWN_NAME = re.compile(r"(?:Microsoft|DigiCert|Baltimore) ", re.I)


class Shapes:
    """Gives compound values their pseudonyms, part by part."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._compound: dict[str, Callable[[str], str]] = {
            "host": self._name,
            "proxies": self._proxies,
            "user": self._user,
            "domain": self._domain,
            "organisation": self._organisation,
            "authority": self._authority,
            "group": self._group,
        }

    def value(self, kind: str, text: str) -> str:
        """What stands for a field's value of a kind."""
        if says_nothing(text):
            return text
        made = self._compound.get(kind)
        return made(text) if made else self.vault.image(kind, text)

    def host(self, name: str) -> str | None:
        """What stands for a dotted host; None where it stays."""
        folded = name.lower()
        if is_microsofts(folded):
            return self._customers(name, folded)
        own, domain = _parted(name)
        start = [self._host_label(label) for label in own]
        return ".".join([*start, self.vault.image("domain", domain)])

    def guid(self, text: str) -> str | None:
        """What stands for a GUID; None where everybody has it."""
        return None if text.lower() in GUIDS else self.vault.image("guid", text)

    def address(self, text: str) -> str | None:
        """What stands for an address; None where it is none or stays."""
        return self.vault.address(text)

    def authority_parts(self, text: str) -> Iterator[Span]:
        """What comes in the places of a distinguished name's parts; the whole stays where it is a known issuer's."""
        if is_known_issuer(text):
            yield Span(0, len(text), None)
            return
        for part in _DN_PART.finditer(text):
            made = self._dn_part(part[2].upper(), part[3])
            if made != part[3]:
                yield Span(part.start(3), part.end(3), made)

    def proxy_parts(self, text: str) -> Iterator[Span]:
        """What comes in the places of hosts and credentials in a list of proxies, as any of the tools writes it."""
        for part in _PART.finditer(text):
            made = self._proxy_part(part)
            if made != part[0]:
                yield Span(part.start(), part.end(), made)

    def _customers(self, name: str, folded: str) -> str | None:
        labels = name.split(".")
        count = customers_names(folded)
        kind = "label" if labels[-2].lower() in _NAMED_BY_TENANT else "resource"
        made = [self.vault.image(kind, label) for label in labels[:count]]
        made += [self._host_label(label) if GUID.fullmatch(label) else label for label in labels[count:]]
        return ".".join(made) if made != labels else None

    def _host_label(self, label: str) -> str:
        if GUID.fullmatch(label):
            return self.guid(label) or label
        return label if is_label_kept(label) else self.vault.image("host", label)

    def _name(self, text: str) -> str:
        """A host of one part or dotted, an address, or a wildcard of one."""
        if image := self.address(text):
            return image
        if text.endswith("..."):
            return self.vault.cut(text.rstrip(".")) + "..."
        star = re.match(r"(?:\*\.?)?", text)
        start = star[0] if star else ""
        rest = text[len(start) :]
        if "." in rest.strip(".") and is_host(rest.lower()):
            return start + (self.host(rest) or rest)
        if is_label_kept(text) or not rest or says_nothing(rest) or _NO_NAME.fullmatch(rest):
            return text
        return start + self.vault.image("host", rest)

    def _proxies(self, text: str) -> str:
        return _applied(self.proxy_parts(text), text)

    def _proxy_part(self, part: re.Match[str]) -> str:
        if part["cred"]:
            return self.credentials(part["cred"])
        if part["v6"]:
            return f"[{self.address(part['v6']) or part['v6']}]"
        if not part["name"]:
            return part[0]
        if wild := _WILD_ADDRESS.fullmatch(part["name"]):
            kept = self.vault.addresses.prefix(wild[1].strip(".").split("."))
            return ".".join(kept) + part["name"][len(wild[1]) - 1 :]
        return self._name(part["name"])

    def credentials(self, text: str) -> str:
        """User and password in front of a host's `@`."""
        user, colon, password = text.partition(":")
        made = user if user.lower() in ACCOUNTS else self.vault.image("user", user)
        return made + colon + (self.vault.image("secret", password) if password else "")

    def _user(self, text: str) -> str:
        """A user's name, with its domain in front or behind."""
        if "\\" in text:
            domain, _, user = text.rpartition("\\")
            return self._account_domain(domain) + "\\" + self._user(user)
        if "@" in text:
            return self.mail(text)
        return text if text.lower() in ACCOUNTS else self.vault.image("user", text)

    def mail(self, text: str) -> str:
        """An e-mail address or a user's principal name."""
        user, _, host = text.rpartition("@")
        return self._user(user) + "@" + self._name(host)

    def _account_domain(self, text: str) -> str:
        if all(word in ACCOUNTS for word in text.lower().split()) or text == ".":
            return text
        # A machine's own accounts have its name in front, and domains a name of their own.
        known = ("host", text.lower()) in self.vault.images
        return self.vault.image("host" if known else "label", text)

    def _domain(self, text: str) -> str:
        return self._name(text) if "." in text else self._account_domain(text)

    def _organisation(self, text: str) -> str:
        """A tenant's name, or its domain."""
        if "." in text and " " not in text and is_host(text.lower()):
            return self.host(text) or text
        return (
            text
            if _KNOWN_PARTS.match(text)
            else self.vault.image("label" if " " not in text else "organisation", text)
        )

    def _authority(self, text: str) -> str:
        if "=" in text:
            return _applied(self.authority_parts(text), text)
        return text if _KNOWN_NAME.match(text) and not _SAYS_PROXY.search(text) else self._authority_word(text)

    def _authority_word(self, text: str) -> str:
        known = _KNOWN_NAME.match(text)
        return (known[0] if known else "") + self.vault.image("authority", text)

    def _dn_part(self, key: str, value: str) -> str:
        bare = value.strip().strip('"')
        if not bare or key == "C" or _KNOWN_PARTS.match(bare):
            return value
        if key == "DC":
            return value if is_label_kept(bare) else value.replace(bare, self.vault.image("label", bare))
        if key == "CN":
            return value.replace(bare, self._authority_word(bare) if _KNOWN_NAME.match(bare) else self._common(bare))
        kind = _DN_KINDS.get(key)
        return value.replace(bare, self._organisation(bare)) if kind else value

    def _common(self, text: str) -> str:
        """A common name: a host's, or an authority's."""
        if " " not in text and "." in text and is_host(text.lower().removeprefix("*.")):
            return self._name(text)
        return self.vault.image("authority", text)

    def _group(self, text: str) -> str:
        return re.sub(r"[^\s,;][^,;]*", lambda part: self.vault.image("group", part[0]), text)

    def sid(self, text: str) -> str | None:
        """What stands for a SID; None where it is nobody's own."""
        folded = text.lower()
        if folded.startswith("s-1-5-21-"):
            parts = folded.split("-")
            if len(parts) < 7:
                return None
            own, rest = text[: len("-".join(parts[:7]))], text[len("-".join(parts[:7])) :]
            return self.vault.image("sid", own) + rest
        return self.vault.image("sid", text) if folded.startswith("s-1-12-1-") else None


def _parted(name: str) -> tuple[list[str], str]:
    """A host's own names, and the domain that they stand in."""
    labels = name.split(".")
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2].lower() in _SHARED
    count = 3 if shared else 2
    return labels[:-count], ".".join(labels[-count:])


def _applied(spans: Iterable[Span], text: str) -> str:
    every = Spans()
    every.extend(spans)
    return every.applied(text)
