"""What a leaflet's form holds, read out of its file and out of a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from printkit.project.yamlpos import Tree

TEXTS: Final = (
    "title",
    "kicker",
    "subtitle",
    "call",
    "date",
    "link",
    "link_label",
    "tickets",
    "phone",
    "mail",
)
LISTS: Final = ("formats", "organisers", "co_organisers", "supporters", "contact", "legal")
EVENT_TEXTS: Final = (
    "kicker",
    "date",
    "end_date",
    "doors",
    "start",
    "end",
    "repeats",
    "place",
    "address",
    "age",
    "status",
    "programme_title",
)
EVENT_LISTS: Final = ("price", "access")
ROW_TEXTS: Final = ("time", "title", "note", "place")

#: Letters a field may hold, and things a list: more than any leaflet can show.
_MAX_LETTERS: Final = 100_000
_MAX_ITEMS: Final = 300

Form = dict[str, Any]


class FormError(Exception):
    """The form's data is not what a form sends, or the file cannot take it unharmed."""


class TooLongError(FormError):
    """A text or a list is longer than any leaflet."""


def form_of(tree: Tree) -> Form:
    """Return what a leaflet's file says, as its form shows it."""
    data = tree.data if isinstance(tree.data, dict) else {}
    event = event_of(data)
    return {
        **{key: _text(data.get(key)) for key in TEXTS},
        **{key: _texts(data.get(key)) for key in LISTS},
        "body": _block(data.get("body")),
        "panels": {key: _block(text) for key, text in _mapping(data.get("panels")).items()},
        "event": {
            **{key: _text(event.get(key)) for key in EVENT_TEXTS},
            **{key: _texts(event.get(key)) for key in EVENT_LISTS},
            "programme": [
                {
                    **{key: _text(row.get(key)) for key in ROW_TEXTS},
                    "speakers": _texts(row.get("speakers")),
                }
                for row in event.get("programme") or []
                if isinstance(row, dict)
            ],
        },
    }


def checked_form(data: object) -> Form:
    """Take a form as it came over the wire.

    Raises:
        TooLongError: a text or a list in it is longer than any leaflet.
        FormError: something in it is of the wrong kind.

    """
    if not isinstance(data, dict):
        raise FormError
    event = data.get("event") or {}
    panels = data.get("panels") or {}
    if not isinstance(event, dict) or not isinstance(panels, dict):
        raise FormError
    if len(panels) > _MAX_ITEMS:
        raise TooLongError
    rows = _listed(event.get("programme"), dict)
    return {
        **{key: _word(data.get(key)) for key in TEXTS},
        **{key: _words(data.get(key)) for key in LISTS},
        "body": _word(data.get("body")),
        "panels": {_word(key): _word(text) for key, text in panels.items()},
        "event": {
            **{key: _word(event.get(key)) for key in EVENT_TEXTS},
            **{key: _words(event.get(key)) for key in EVENT_LISTS},
            "programme": [
                {
                    **{key: _word(row.get(key)) for key in ROW_TEXTS},
                    "speakers": _words(row.get("speakers")),
                }
                for row in rows
                if any(row.values())
            ],
        },
    }


def event_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the event the form shows: the only one, or the first of several."""
    if isinstance(data.get("event"), dict):
        return _mapping(data["event"])
    events = data.get("events")
    return _mapping(events[0]) if isinstance(events, list) and events else {}


def said(form: Any) -> object:
    """Return what a form says, without the space that no page shows."""
    if isinstance(form, dict):
        full = {key: said(value) for key, value in form.items()}
        return {key: value for key, value in full.items() if value}
    if isinstance(form, list):
        return [said(one) for one in form]
    return " ".join(str(form).split())


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _block(value: object) -> str:
    return value.rstrip("\n") if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [_text(one) for one in value if _text(one)]
    return [_text(value)] if _text(value) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormError
    if len(value) > _MAX_LETTERS:
        raise TooLongError
    return value.replace("\r\n", "\n").rstrip()


def _words(value: object) -> list[str]:
    return [text for one in _listed(value, str) if (text := _word(one).strip())]


def _listed(value: object, kind: type) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
        raise FormError
    if len(value) > _MAX_ITEMS:
        raise TooLongError
    return value
