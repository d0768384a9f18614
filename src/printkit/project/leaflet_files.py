"""A leaflet's file into a publication: one event or several, and the texts of its panels."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from printkit.core.findings import Finding, Position, Severity, has_errors
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import (
    Event,
    Leaflet,
    Meta,
    PageFormat,
    Part,
    Picture,
    ProgrammeRow,
    Publication,
    SourceText,
)
from printkit.model.editions import EDITION_NAMES, own_formats, ungrouped
from printkit.model.sheets import SheetSettings
from printkit.project.reading_context import ProjectSettings, Reading
from printkit.project.schema import EventFile, LeafletFile, LogoFile, PictureFile
from printkit.project.schema_findings import checked
from printkit.project.yamlpos import KeyPath, Tree

_ZONE = "Europe/Paris"
_LATE = dt.time(18)
_EARLY = dt.time(8)


def read_leaflet(
    path: Path, project_settings: ProjectSettings
) -> tuple[Publication | None, tuple[Finding, ...]]:
    """Read a leaflet; None when something in it is wrong."""
    tree = project_settings.files.tree(path)
    value, findings = checked(tree, LeafletFile)
    if value is None:
        return None, findings
    reading = Reading(project_settings, tree, list(findings))
    events = _events(value, reading)
    date = value.date or (events[0].date if events else None)
    if date is None:
        message = _("this leaflet has neither an event nor a date")
        hint = _("add a line such as: date: 2026-11-24")
        reading.error("key-missing", message, (), hint)
    defaults = project_settings.project.defaults
    names = value.formats or defaults.formats
    if not names:
        message = _("this leaflet names no format")
        known = ", ".join(project_settings.formats.names(brochure=False))
        hint = _("add a line: formats: [{names}]").format(names=known)
        reading.error("key-missing", message, (), hint)
    editions = ungrouped(value.editions or defaults.editions or EDITION_NAMES[:1])
    anew = [name for name in own_formats(editions, "leaflet") if name not in names]
    formats = reading.formats(
        [*names, *anew], lambda index: _item("formats", index, tree), brochure=False
    )
    _check_panels(value, formats, reading)
    brand = project_settings.brand
    publication = Publication(
        name=reading.name(value.name, path.stem),
        kind="leaflet",
        path=tree.path,
        meta=Meta(
            title=value.title,
            language=value.language or project_settings.project.language,
            date=date or dt.date.min,
            subtitle=value.subtitle,
            authors=value.authors or defaults.authors,
            licence=value.licence or defaults.licence,
            licence_url=value.licence_url or defaults.licence_url,
            keywords=value.keywords,
            description=value.description,
            publisher=value.publisher or defaults.publisher or brand.name or None,
        ),
        formats=formats,
        parts=(Part("leaflet", "leaflet"),),
        theme=reading.theme(value.theme),
        editions=editions,
        brand=brand,
        leaflet=Leaflet(
            title=value.title,
            events=events,
            kicker=value.kicker,
            subtitle=value.subtitle,
            call=value.call,
            organisers=value.organisers,
            link=value.link or brand.link,
            link_label=value.link_label,
            contact=brand.contact if value.contact is None else value.contact,
            legal=brand.legal if value.legal is None else value.legal,
            body=None if value.body is None else _block(value.body, ("body",), tree),
            panels={
                name: _block(text, ("panels", name), tree) for name, text in value.panels.items()
            },
            co_organisers=value.co_organisers,
            supporters=value.supporters,
            tickets=value.tickets,
            phone=value.phone,
            mail=value.mail,
            show=value.show,
            picture=None
            if value.picture is None
            else Picture(
                _image(value.picture, ("picture", "file"), reading, path),
                value.picture.focus,
                value.picture.credit,
            ),
            logos=tuple(
                Picture(_image(logo, ("logos", index, "file"), reading, path))
                for index, logo in enumerate(value.logos)
            ),
        ),
        variables={**defaults.variables, **value.variables},
        typography=reading.typography(value.typography),
        positions=_positions(tree),
        sheets=SheetSettings(
            sheet=value.sheet.options(), calibration=project_settings.project.calibration.value()
        ),
        folder=project_settings.files.shown(path.parent),
    )
    found = tuple(reading.findings)
    return (None if has_errors(found) else publication), found


def _item(key: str, index: int, tree: Tree) -> KeyPath:
    """Return the path of a list's item, or of the text given in place of the list."""
    return (key, index) if (key, index) in tree.values else (key,)


def _block(text: str, path: KeyPath, tree: Tree) -> SourceText:
    at = tree.texts.get(path, tree.at(path))
    return SourceText(tree.path, text, at.line, at.column)


def _image(
    value: PictureFile | LogoFile, path: KeyPath, reading: Reading, leaflet: Path
) -> SourceText:
    """Return the Markdown image that shows a file, named from the leaflet's folder or the project's."""
    tree = reading.tree
    at = tree.texts.get(path, tree.at(path))
    beside = leaflet.parent / value.file
    name = reading.project_settings.files.shown(beside) if beside.is_file() else value.file
    alt = " ".join(re.sub(r"([\\\[\]*_`<&!])", r"\\\1", value.alt).split())
    return SourceText(tree.path, f"![{alt}](<{name}>)\n", at.line, at.column)


def _check_panels(value: LeafletFile, formats: tuple[PageFormat, ...], reading: Reading) -> None:
    """Name panels that no format has: their text would be printed nowhere."""
    known = list(dict.fromkeys(panel.name for fmt in formats for panel in fmt.panels))
    for name in value.panels:
        if name in known:
            continue
        at = reading.tree.at_key(("panels", name))
        message = _("no format of this leaflet has a panel “{name}”").format(name=name)
        otherwise = _("its panels are: {names}").format(names=", ".join(known) or "–")
        severity = Severity.ERROR if known else Severity.WARNING
        hint = did_you_mean(name, known, otherwise)
        reading.findings.append(Finding("panel-unknown", severity, message, at, hint=hint))


def _events(value: LeafletFile, reading: Reading) -> tuple[Event, ...]:
    if value.event is not None and value.events:
        message = _("“event” and “events” cannot both be given")
        reading.error("key-twice", message, ("events",), _("put all events into “events”"))
    files = value.events or ((value.event,) if value.event else ())
    start: KeyPath = ("events",) if value.events else ("event",)
    return tuple(
        _event(one, value, (*start, index) if value.events else start, reading)
        for index, one in enumerate(files)
    )


def _event(one: EventFile, value: LeafletFile, path: KeyPath, reading: Reading) -> Event:
    if one.end_date is not None and one.end_date < one.date:
        message = _("the last day comes before the first")
        reading.error("event-days", message, (*path, "end_date"), _("correct “date” or “end_date”"))
    lasts = one.end_date is not None and one.end_date != one.date
    if one.doors is not None and one.start is not None and one.doors > one.start > _EARLY:
        message = _("the doors open after the event begins")
        hint = _("correct “doors” or “start”")
        reading.warning("event-hours", message, (*path, "doors"), hint)
    if one.start is not None and one.end is not None and one.end <= one.start and not lasts:
        # a concert may go on past midnight; a talk that ends before it begins is a slip
        past_midnight = one.end <= _EARLY and one.start >= _LATE
        if not past_midnight:
            message = _("the event ends before it begins")
            hint = _("correct “start” or “end”, unless it goes on past midnight")
            reading.warning("event-hours", message, (*path, "end"), hint)
    return Event(
        title=one.title or value.title,
        date=one.date,
        start=one.start,
        end=one.end,
        timezone=one.timezone or reading.project_settings.project.defaults.timezone or _ZONE,
        kicker=one.kicker,
        place=one.place,
        address=one.address,
        programme=tuple(
            ProgrammeRow(row.time.strip(), row.title, row.speakers, row.note, row.place)
            for row in one.programme
        ),
        programme_title=one.programme_title,
        end_date=one.end_date,
        doors=one.doors,
        repeats=one.repeats,
        price=one.price,
        access=one.access,
        age=one.age,
        status=one.status,
    )


def _positions(tree: Tree) -> dict[str, Position]:
    """Return where fields stand; those of the first event are known by all its names."""
    found = tree.dotted()
    for prefix in ("event.", "events.0."):
        inner = {
            path.removeprefix(prefix): at for path, at in found.items() if path.startswith(prefix)
        }
        named = {
            f"{name}.{path}": at for path, at in inner.items() for name in ("event", "events.0")
        }
        found = {**inner, **named, **found}
    return found
