"""The leaflet's form: each field's name, what it is for in one sentence, an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printkit.core.i18n import _

Kind = Literal["text", "date", "time", "lines", "markdown", "rows", "formats", "address", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``path`` is its dotted place in the leaflet's file, ``choices`` values with words."""

    path: str
    label: str
    kind: Kind
    help: str = ""
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "f-" + self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together. ``folded`` groups are opened by a click."""

    title: str
    fields: tuple[Field, ...]
    folded: bool = False


def groups() -> tuple[Group, ...]:
    """Return the form, in the current language."""
    return (
        Group(
            _("What"),
            (
                Field("title", _("Title"), "text", _("As short as can be: it is read from afar.")),
                Field(
                    "kicker",
                    _("Line above the title"),
                    "text",
                    _("Who answers what, in a few words."),
                ),
                Field("subtitle", _("Subtitle"), "text", _("One line below the title.")),
                Field("call", _("Call"), "text", _("What you ask people to do."), _("Come along.")),
            ),
        ),
        Group(
            _("When and where"),
            (
                Field(
                    "event.date",
                    _("Day"),
                    "date",
                    _("The day of the week is worked out and printed."),
                ),
                Field("event.end_date", _("Last day"), "date", _("If it lasts several days.")),
                Field(
                    "event.doors", _("Doors"), "time", _("If they open before it begins."), "18:00"
                ),
                Field("event.start", _("Begins"), "time", _("Such as 18:30 or 18 h 30."), "18:30"),
                Field(
                    "event.end", _("Ends"), "time", _("Leave it empty if you do not know."), "21:00"
                ),
                Field(
                    "event.repeats",
                    _("Returns"),
                    "text",
                    _("How often, in words."),
                    _("every Tuesday until June"),
                ),
                Field("event.kicker", _("Town"), "text", _("Printed beside the date.")),
                Field(
                    "event.place",
                    _("Place"),
                    "text",
                    _("Only if it is confirmed: nothing is invented."),
                ),
                Field("event.address", _("Address"), "text", _("Number, street, town.")),
                Field(
                    "event.status",
                    _("Changed"),
                    "choice",
                    _("Printed across the sheet, and told to calendars."),
                    choices=(
                        ("", _("It takes place as announced")),
                        ("cancelled", _("Cancelled")),
                        ("postponed", _("Postponed")),
                        ("full", _("Full")),
                    ),
                ),
            ),
        ),
        Group(
            _("Good to know"),
            (
                Field(
                    "event.price",
                    _("Price"),
                    "lines",
                    _("One price a line; say so if it is free."),
                ),
                Field(
                    "event.access",
                    _("Access"),
                    "lines",
                    _("Step-free, sign language, childcare…, one a line."),
                ),
                Field("event.age", _("For whom"), "text", _("Such as: from 8 years.")),
                Field(
                    "tickets",
                    _("Address to book at"),
                    "address",
                    _("Becomes a second QR code."),
                    "https://example.org",
                ),
            ),
        ),
        Group(
            _("Programme"),
            (
                Field(
                    "event.programme_title",
                    _("Heading"),
                    "text",
                    _("“Programme” if you leave it empty."),
                ),
                Field(
                    "event.programme",
                    _("Rows"),
                    "rows",
                    _("An hour, a title, who speaks; six words are enough."),
                ),
            ),
        ),
        Group(
            _("Text"),
            (
                Field(
                    "body",
                    _("Text"),
                    "markdown",
                    _("Markdown: ## heading, **bold**, - list. An empty line begins a paragraph."),
                ),
            ),
        ),
        Group(
            _("Who"),
            (
                Field("organisers", _("Organisers"), "lines", _("One name a line.")),
                Field("co_organisers", _("Together with"), "lines", _("One name a line.")),
                Field("supporters", _("With the support of"), "lines", _("One name a line.")),
                Field(
                    "link",
                    _("Web address"),
                    "address",
                    _("Becomes the QR code too: the shorter, the better."),
                    "https://example.org",
                ),
                Field("link_label", _("Address as printed"), "text", _("If the address is long.")),
                Field("phone", _("Telephone"), "text"),
                Field("mail", _("Mail"), "text", example="bonjour@example.org"),
                Field("contact", _("Contact"), "lines", _("Other lines of contact, one a line.")),
                Field(
                    "legal",
                    _("Legal lines"),
                    "lines",
                    _("Name and address of who prints, one mention a line."),
                ),
            ),
        ),
    )


def labels() -> dict[str, str]:
    """Return what each dotted field is called."""
    found = {field.path: field.label for group in groups() for field in group.fields}
    extra = {
        "formats": _("Formats"),
        "panels": _("Panels of the folded leaflet"),
        "event": _("When and where"),
    }
    return {**found, **extra}


def label_of(path: str) -> str:
    """Return what a field is called, or the part of the form it stands in."""
    known = labels()
    parts = path.split(".")
    if path.startswith("event.programme.") and len(parts) > 2 and parts[2].isdigit():
        return _("Programme, row {number}").format(number=int(parts[2]) + 1)
    if parts[0] == "panels" and len(parts) > 1:
        return panel_label(parts[1])
    while parts:
        if (label := known.get(".".join(parts))) is not None:
            return label
        if (label := known.get("event." + ".".join(parts))) is not None:
            return label
        parts.pop()
    return path


def panel_label(name: str) -> str:
    """Return what a panel of the folded leaflet is called."""
    return {
        "flap": _("Flap: why come"),
        "inner-left": _("Inside left: the opening text"),
        "inner-middle": _("Inside middle"),
        "inner-right": _("Inside right: how to come"),
        "back": _("Back"),
        "cover": _("Cover"),
    }.get(name, name)
