"""What is found in a file: a trace, where it is carried, and what was looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

#: A folder of somebody's account, as the common systems name them; what is caught is the account's name.
_HOME: Final = re.compile(
    r"(?:/home/|/Users/|(?<![A-Za-z])[A-Za-z]:[\\/]+(?:Users|Documents and Settings)[\\/]+)"
    r"([^/\\\"'<>|:*?\s]{1,64})"
)
#: Characters of a value that are told.
_TOLD: Final = 80


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that tells of somebody.

    ``carrier`` names what holds it, as the format's standard does; ``said`` is its beginning. ``within``: the
    file inside the file, empty: the file itself. ``stays``: it cannot be taken out without harm.
    """

    carrier: str
    said: str
    within: str = ""
    stays: bool = False

    def inside(self, name: str) -> Trace:
        """Return it as one of a file that stands in another under ``name``."""
        return replace(self, within=f"{name}/{self.within}" if self.within else name)


@dataclass(slots=True)
class Seen:
    """What was looked at: the ``kind`` of file, the carriers looked into, and the traces found.

    ``data`` is the file without those traces that can be taken out. ``kind`` is empty for a file that
    cannot be looked into; ``why`` then says so, translated.
    """

    kind: str
    looked: list[str] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    data: bytes = b""
    why: str = ""

    def look(self, carrier: str) -> None:
        """Note a carrier that was looked into."""
        if carrier not in self.looked:
            self.looked.append(carrier)

    def add(self, carrier: str, said: str, *, stays: bool = False) -> None:
        """Note a trace; the same one is noted once."""
        told = " ".join(said.split())
        one = Trace(carrier, told[:_TOLD] + ("…" if len(told) > _TOLD else ""), stays=stays)
        if one not in self.traces:
            self.traces.append(one)

    def take(self, inner: Seen, name: str) -> None:
        """Note what was found in a file inside this one."""
        for carrier in inner.looked:
            self.look(carrier)
        self.traces += [one.inside(name) for one in inner.traces]


def homes(text: str) -> Iterator[str]:
    """Yield the paths of accounts' folders in a text, each once."""
    yield from dict.fromkeys(found[0] for found in _HOME.finditer(text))
