"""Layers: what of a page's content is switched on for print (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import Any

from printkit.pdf.objects import Thing, entry, identity, listed, name


class Layers:
    """Which optional content groups of a file print."""

    def __init__(self, catalogue: Thing) -> None:
        settings = entry(catalogue, "/OCProperties", "/D")
        groups = listed(entry(catalogue, "/OCProperties", "/OCGs"))
        self._groups = groups
        self._known = {identity(group) for group in groups}
        self._off: set[Any] = set()
        if name(entry(settings, "/BaseState")) == "/OFF":
            self._off = set(self._known) - {identity(on) for on in listed(entry(settings, "/ON"))}
        self._off |= {identity(off) for off in listed(entry(settings, "/OFF"))}
        for group in groups:
            usage = name(entry(group, "/Usage", "/Print", "/PrintState"))
            if usage and _is_automatic(settings, group):
                (self._off.add if usage == "/OFF" else self._off.discard)(identity(group))

    @property
    def off(self) -> list[Thing]:
        """The groups that do not print, in the order of the file."""
        return [group for group in self._groups if identity(group) in self._off]

    def __bool__(self) -> bool:
        """Tell whether the file has layers at all."""
        return bool(self._known)

    def prints(self, thing: Thing) -> bool:
        """Tell whether what belongs to a group, or to a membership of groups, is printed."""
        if name(entry(thing, "/Type")) != "/OCMD":
            return identity(thing) not in self._off
        groups = entry(thing, "/OCGs")
        members = listed(groups) or ([groups] if groups is not None else [])
        shown = [identity(one) not in self._off for one in members]
        if not shown:
            return True
        policy = name(entry(thing, "/P"))
        if policy == "/AllOn":
            return all(shown)
        if policy == "/AnyOff":
            return not all(shown)
        if policy == "/AllOff":
            return not any(shown)
        return any(shown)


def _is_automatic(settings: Thing, group: Thing) -> bool:
    """Tell whether the file asks for a group to follow its print state (table 103)."""
    key = identity(group)
    return any(
        name(entry(usage, "/Event")) == "/Print"
        and "/Print" in map(name, listed(entry(usage, "/Category")))
        and key in map(identity, listed(entry(usage, "/OCGs")))
        for usage in listed(entry(settings, "/AS"))
    )
