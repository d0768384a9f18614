"""The glossary: a definition list in a file of its own, ``Term | variant, variant`` and ``: text``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.reading.context import Reading
from printkit.markup.reading.references import term_key
from printkit.markup.reading.serialise import inner_html
from printkit.markup.reading.warnings import error
from printkit.model.manuscript import GlossaryEntry, slug


@dataclass(frozen=True, slots=True)
class Definition:
    """A term as defined: its name, other names for it, the elements that define it."""

    slug: str
    term: str
    names: tuple[str, ...]
    bodies: tuple[Any, ...]


def definitions(root: Any, reading: Reading) -> list[Definition]:
    """Take the definitions of a glossary's tree, sorted as a French dictionary sorts."""
    found: list[Definition] = []
    places: dict[str, Position] = {}
    starts = {line.text.strip(): line for line in reversed(reading.lines)}
    for heads, bodies in _groups(root):
        for head in heads:
            typed = " ".join("".join(head.itertext()).split())
            line = starts.get(typed)
            at = line.at(len(line.text) - len(line.text.lstrip())) if line else reading.start
            term, _bar, variants = typed.partition("|")
            names = [name.strip() for name in (term, *variants.split(",")) if name.strip()]
            if not names or not slug(names[0]):
                continue
            for name in names:
                _claim(name, at, places, reading)
            found.append(Definition(slug(names[0]), names[0], tuple(names), tuple(bodies)))
    if not found:
        message = _("This glossary defines nothing.")
        hint = _("Write each term on a line, and “: definition” on the next.")
        reading.findings.append(error("empty-glossary", message, reading.start, hint))
    unique = {one.slug: one for one in reversed(found)}
    return sorted(unique.values(), key=lambda one: (slug(one.term).replace("-", " "), one.term))


def _claim(name: str, at: Position, places: dict[str, Position], reading: Reading) -> None:
    key = term_key(name)
    if key in places:
        message = _("The term “{term}” is defined twice.").format(term=name)
        hint = _("The other one is at {place}.").format(place=places[key])
        reading.findings.append(error("duplicate-term", message, at, hint))
    places.setdefault(key, at)


def _groups(root: Any) -> list[tuple[list[Any], list[Any]]]:
    groups: list[tuple[list[Any], list[Any]]] = []
    for child in (child for dl in root.iter("dl") for child in dl):
        if child.tag == "dt":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(child)
        elif child.tag == "dd" and groups:
            groups[-1][1].append(child)
    return groups


def entry_of(definition: Definition) -> GlossaryEntry:
    """Return a definition as it stands in the book, its bodies being typeset."""
    html = "".join(inner_html(body).strip() for body in definition.bodies[:1])
    for body in definition.bodies[1:]:
        html += f"<br />{inner_html(body).strip()}"
    return GlossaryEntry(definition.slug, definition.term, html)
