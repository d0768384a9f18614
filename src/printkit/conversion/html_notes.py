"""Notes of HTML: a call that leads to a text which leads back, whoever wrote it.

Word, LibreOffice, Pandoc, mammoth, WordPress and the writers of Markdown all write them so, each with names of
its own; only that they point at each other is common.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

#: What calls a note: a number, a letter or a sign, perhaps in brackets.
_CALL: Final = re.compile(r"[\s\[(]*(?:\d{1,4}|[ivxlc]{1,6}|[a-zA-Z]{1,2}|[*†‡§#]{1,4})[\s\])]*")
#: What leads back from a note where nothing is left of its way.
_BACK: Final = re.compile(r"\s*[↩↑⏎^↵⮐⤴]\ufe0e?\s*")
_BODIES: Final = ("li", "aside", "dd", "tr")
_LIST: Final = ("ol", "ul", "dl")


@dataclass(slots=True)
class FoundNotes:
    """``calls``: element → name; ``bodies``: name → element; ``back``: what leads from a note to its call.

    ``elsewhere`` are elements that hold notes only: they are no part of the text around.
    """

    calls: dict[Any, str] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    back: set[Any] = field(default_factory=set)
    elsewhere: set[Any] = field(default_factory=set)


def found_notes(root: Any) -> FoundNotes:
    """Return the notes of a page."""
    notes = FoundNotes()
    named: dict[str, Any] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in (element.get("id"), element.get("name")):
                if name:
                    named.setdefault(name, element)
    links = [link for link in root.iter("a") if (link.get("href") or "").startswith("#")]
    known: dict[Any, str] = {}
    for link in links:
        target = named.get(link.get("href")[1:])
        if link in notes.back:  # it leads from the note to the call, which came first
            continue
        if target is None or not _CALL.fullmatch("".join(link.itertext())):
            continue
        own = _own_names(link)
        body = _body(target)
        if body is None or link in set(body.iter()):
            continue
        ways = [one for one in body.iter("a") if (one.get("href") or "").startswith("#")]
        back = [one for one in ways if one.get("href")[1:] in own]
        back = back or [one for one in ways if _BACK.fullmatch("".join(one.itertext()))]
        if not back:
            continue
        if body not in known:
            known[body] = str(len(known) + 1)
            notes.bodies[known[body]] = body
        notes.back |= set(back)
        notes.calls[_whole_call(link)] = known[body]
    if notes.bodies:
        _set_apart(notes)
    return notes


def _own_names(link: Any) -> set[str]:
    """Return the names a way back to a call may lead to: of the link, and of what is closely around it."""
    found = set()
    around = [link, link.getparent(), *link]
    for element in around:
        if element is not None and isinstance(element.tag, str):
            if element is link.getparent() and element.tag not in ("sup", "span", "a"):
                continue
            found |= {element.get("id"), element.get("name")}
    before = link.getprevious()
    if before is not None and before.tag == "a" and not "".join(before.itertext()).strip():
        found |= {before.get("id"), before.get("name")}
    return {name for name in found if name}


def _body(target: Any) -> Any:
    """Return the element that holds a note, from what its call leads to."""
    if target.tag in (*_BODIES, "div", "p"):
        return target
    for above in target.iterancestors():
        style = (above.get("style") or "").replace(" ", "")
        if (
            above.tag in _BODIES
            or "mso-element:footnote" in style
            or "mso-element:endnote" in style
        ):
            return above
        if above.tag in ("div", "section", "body"):
            break
        if above.tag == "p" and (above.getparent() is None or above.getparent().tag != "div"):
            return above
        if above.tag == "p" and not (above.getparent().get("id") or "").lower().startswith(
            ("sdfootnote", "sdendnote", "ftn", "edn")
        ):
            return above
        if above.tag == "p":
            return above.getparent()
    return None


def _whole_call(link: Any) -> Any:
    """Return the raised element that holds nothing but the call, or the link itself."""
    whole = link
    while True:
        above = whole.getparent()
        alone = (
            above is not None
            and above.tag in ("sup", "span", "small")
            and len(above) == 1
            and not (above.text or "").strip()
            and not (whole.tail or "").strip()
        )
        if not alone:
            return whole
        whole = above


def _set_apart(notes: FoundNotes) -> None:
    """Keep the notes, and lists and sections of nothing else, out of the running text."""
    bodies = set(notes.bodies.values())
    notes.elsewhere |= bodies
    for body in bodies:
        above = body.getparent()
        while above is not None and above.tag in (*_LIST, "section", "div", "table", "tbody"):
            others = [
                child
                for child in above
                if isinstance(child.tag, str) and child not in notes.elsewhere
            ]
            if any("".join(child.itertext()).strip() or child.tag == "img" for child in others):
                break
            if (above.text or "").strip() or above.getparent() is None:
                break
            if others and not any(child.tag in ("hr", "br") for child in others):
                break
            notes.elsewhere.add(above)
            above = above.getparent()
