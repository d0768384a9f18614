"""Facts of a leaflet that one of its formats does not print: told, so that nobody learns it on paper."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from printkit.compose.leaflet_texts import EventText, LeafletTexts
from printkit.conservation.finished_pages import BETWEEN
from printkit.conservation.letters import letters
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.layout.layout_findings import position_of, start_of
from printkit.model import FIELDS, PageFormat, Publication

_BLOCK = re.compile(r"</?(?:p|li|h[1-6]|td|th|dt|dd|tr|ul|ol|div|blockquote|figcaption)\b[^>]*>")
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
#: Without these people do not find the way: a warning; of others a note is enough.
_NEEDED = frozenset({"place", "address", "organisers", "hours", "price", "access"})

#: Facts that are typed in a field of another name.
_TYPED = {"until": "end_date"}


def facts_left_out(
    publication: Publication,
    texts: LeafletTexts,
    bodies: Mapping[str, str],
    drawn: Mapping[PageFormat, Sequence[str]],
) -> list[Finding]:
    """Name each field that some formats print nowhere, with these formats.

    ``texts`` and ``bodies`` (HTML by field) are the leaflet's texts as typeset, ``drawn`` what the pages
    of each format show.
    """
    left_out: dict[tuple[str, str], list[str]] = {}
    for fmt, pages in drawn.items():
        standing = letters(" ".join(pages).replace(BETWEEN, " "))
        for field, asked, text in (*_short(texts), *_long(bodies)):
            formats = left_out.setdefault((field, asked), [])
            if letters(text) not in standing and (fmt.label or fmt.name) not in formats:
                formats.append(fmt.label or fmt.name)
    start = start_of(publication)
    single = len(texts.events) == 1
    found = []
    for (field, asked), formats in left_out.items():
        if not formats:
            continue
        name = field.replace("events.0.", "event.") if single else field
        name = name.replace(".hours", ".start")
        needed = field.rpartition(".")[2] in _NEEDED
        found.append(
            Finding(
                "not-on-format",
                Severity.WARNING if needed else Severity.NOTE,
                _("“{field}” is not printed on these formats: {formats}").format(
                    field=name, formats=", ".join(formats)
                ),
                position_of(name, publication.positions, start),
                hint=_("to print it there too, add a line: show: [{field}]").format(field=asked)
                if asked in FIELDS
                else _("they have no place for it: say it in another field if people need it"),
            )
        )
    return found


def picture_findings(
    publication: Publication,
    fmt: PageFormat,
) -> list[Finding]:
    """Tell where a format shows no picture though there is one."""
    leaflet = publication.leaflet
    if leaflet is None or leaflet.picture is None:
        return []
    if fmt.picture:
        return []
    message = _("“{field}” is not printed on these formats: {formats}")
    message = message.format(field="picture", formats=fmt.label or fmt.name)
    at = position_of("picture.file", publication.positions, start_of(publication))
    hint = _("they have no place for it: say it in another field if people need it")
    return [Finding("not-on-format", Severity.NOTE, message, at, hint=hint)]


def _short(texts: LeafletTexts) -> Iterator[tuple[str, str, str]]:
    """Yield each short text with the field it was typed in, and what formats call that."""
    for name in ("title", "kicker", "subtitle", "call", "link", "tickets"):
        if text := getattr(texts, name):
            yield name, name, _plain(text)
    for name in ("organisers", "co_organisers", "supporters", "contact", "legal"):
        for text in getattr(texts, name):
            yield name, name.replace("_", "-"), _plain(text)
    for number, event in enumerate(texts.events):
        yield from _of_event(f"events.{number}", event, texts)


def _of_event(path: str, event: EventText, texts: LeafletTexts) -> Iterator[tuple[str, str, str]]:
    if event.title != texts.title:
        yield f"{path}.title", "", _plain(event.title)
    for name in ("hours", "kicker", "place", "address", "state"):
        if text := getattr(event, name):
            yield f"{path}.{name}", name, _plain(text)
    for fact in event.facts:
        yield f"{path}.{_TYPED.get(fact.name, fact.name)}", fact.name, _plain(fact.text)
    for row in event.programme:
        for name, words in (
            ("", (row.time, row.title, row.place or "")),
            ("speakers", row.speakers),
            ("notes", (row.note or "",)),
        ):
            for text in words:
                yield f"{path}.programme", name, _plain(text)


def _long(bodies: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the paragraphs of longer texts, each with its field."""
    for field, markup in bodies.items():
        for block in _BLOCK.split(markup):
            yield field, field, _plain(block)


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", str(markup)))
