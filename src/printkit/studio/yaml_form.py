"""A leaflet's file as a form and back: comments, order, quotes and foreign keys stay as they were."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from printkit.project.yamlpos import read_tree
from printkit.studio.form_values import (
    EVENT_LISTS,
    EVENT_TEXTS,
    LISTS,
    ROW_TEXTS,
    TEXTS,
    Form,
    FormError,
    event_of,
    form_of,
    said,
)

#: Keys of a leaflet in the order a person reads them; a new key is put after those before it.
_ORDER: Final = [
    "name",
    "kind",
    "title",
    "subtitle",
    "kicker",
    "call",
    "language",
    "date",
    "formats",
    "theme",
    "editions",
    "event",
    "events",
    "organisers",
    "co_organisers",
    "supporters",
    "link",
    "link_label",
    "tickets",
    "contact",
    "phone",
    "mail",
    "legal",
    "body",
    "panels",
]
_EVENT_ORDER: Final = [
    "title",
    "kicker",
    "date",
    "end_date",
    "doors",
    "start",
    "end",
    "repeats",
    "timezone",
    "place",
    "address",
    "price",
    "access",
    "age",
    "status",
    "programme_title",
    "programme",
]
_ROW_ORDER: Final = ["time", "title", "speakers", "note", "place"]

#: Keys whose values need no quotes.
_PLAIN_KEYS: Final = ("link", "tickets", "status")
_DAYS: Final = ("date", "end_date")
_DATES: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def filled(source: bytes, form: Form, path: str) -> bytes:
    """Return a leaflet's file with what the form says; what the form does not change stays as it is.

    Raises:
        FormError: the file cannot be read, or would not say afterwards what the form says.

    """
    tree = read_tree(source, path)
    former = form_of(tree)
    if tree.data is None:
        raise FormError
    if former == form:
        return source
    text = source.decode("utf-8-sig")
    machine = _machine(text)
    try:
        top = machine.load(text)
        if not isinstance(top, CommentedMap):
            raise FormError
        _fill_top(top, former, form, bool(event_of(tree.data or {})))
        buffer = io.StringIO()
        machine.dump(top, buffer)
    except (YAMLError, ValueError, TypeError, AttributeError) as error:
        raise FormError from error
    result = buffer.getvalue().encode()
    if said(form_of(read_tree(result, path))) != said(form):
        raise FormError
    return result


def with_edition(source: bytes, edition: str, path: str) -> bytes:
    """Return a publication's file with one more edition asked for; the rest stays as it is.

    Raises:
        FormError: the file cannot be read.

    """
    if read_tree(source, path).data is None:
        raise FormError
    text = source.decode("utf-8-sig")
    machine = _machine(text)
    try:
        top = machine.load(text)
        editions = top.get("editions")
        if editions is None:
            editions = CommentedSeq(["screen"])
            editions.fa.set_flow_style()
            _put(top, "editions", editions, _ORDER)
        if edition not in editions:
            editions.append(edition)
        buffer = io.StringIO()
        machine.dump(top, buffer)
    except (YAMLError, ValueError, TypeError, AttributeError) as error:
        raise FormError from error
    return buffer.getvalue().encode()


def _fill_top(top: CommentedMap, former: Form, form: Form, had_event: bool) -> None:
    for key in TEXTS:
        _set_text(top, key, former[key], form[key], _ORDER)
    for key in LISTS:
        if form[key] != former[key]:
            _set_list(top, key, form[key], _ORDER)
    if form["body"].rstrip() != former["body"].rstrip():
        _put(top, "body", _literal(form["body"]), _ORDER)
    if form["panels"] != former["panels"]:
        panels = top.get("panels") if isinstance(top.get("panels"), CommentedMap) else None
        panels = CommentedMap() if panels is None else panels
        for key, text in form["panels"].items():
            if text.rstrip() != former["panels"].get(key, "").rstrip():
                _put(panels, key, _literal(text), ())
        for key in former["panels"]:
            if not form["panels"].get(key, "").strip() and key in panels:
                del panels[key]
        _put(top, "panels", panels or None, _ORDER)
    if form["event"] != former["event"]:
        event = _event_node(top)
        _fill_event(event, former["event"], form["event"])
        if not had_event and event:
            _put(top, "event", event, _ORDER)
        elif not event and "event" in top:
            del top["event"]


def _fill_event(event: CommentedMap, former: Form, form: Form) -> None:
    for key in EVENT_TEXTS:
        _set_text(event, key, former[key], form[key], _EVENT_ORDER)
    for key in EVENT_LISTS:
        if form[key] != former[key]:
            _set_list(event, key, form[key], _EVENT_ORDER)
    if form["programme"] == former["programme"]:
        return
    rows = event.get("programme")
    old = list(rows) if isinstance(rows, CommentedSeq) else []
    spare = dict(enumerate(zip(former["programme"], old, strict=False)))
    matched: list[Any] = [None] * len(form["programme"])
    for index, row in enumerate(form["programme"]):  # rows that only moved keep their lines
        same = next((place for place, (said, _node) in spare.items() if said == row), None)
        if same is not None:
            matched[index] = spare.pop(same)
    for index, row in enumerate(form["programme"]):
        if matched[index] is None:
            said, node = spare.pop(index, (None, None))
            matched[index] = (said or _empty_row(), CommentedMap() if node is None else node)
        said, node = matched[index]
        for key in ROW_TEXTS:
            _set_text(node, key, said[key], row[key], _ROW_ORDER)
        if said["speakers"] != row["speakers"]:
            _set_list(node, "speakers", row["speakers"], _ROW_ORDER)
    nodes = [node for _said_before, node in matched]
    if isinstance(rows, CommentedSeq) and nodes:
        del rows[:]
        rows.extend(nodes)
    else:
        _put(event, "programme", CommentedSeq(nodes) if nodes else None, _EVENT_ORDER)


def _empty_row() -> Form:
    return {**dict.fromkeys(ROW_TEXTS, ""), "speakers": []}


def _set_text(node: CommentedMap, key: str, former: str, text: str, order: Sequence[str]) -> None:
    if text.strip() == former.strip():
        return
    value: Any = None
    if text.strip():
        plain = key in _PLAIN_KEYS or (key in _DAYS and _DATES.fullmatch(text.strip()))
        old = node.get(key)
        kind = type(old) if hasattr(old, "anchor") and isinstance(old, str) else None
        if plain:
            value = machine_plain(text.strip())
        elif kind is not None and kind is not LiteralScalarString and "\n" not in text:
            value = kind(text.strip())
        else:
            value = DoubleQuotedScalarString(" ".join(text.split()))
    _put(node, key, value, order)


def machine_plain(text: str) -> Any:
    """Return a value that is written without quotes: a date as a date, an address as it is."""
    if _DATES.fullmatch(text):
        loaded = YAML().load(f"x: {text}\n")
        return loaded["x"]
    return text


def _set_list(node: CommentedMap, key: str, texts: Sequence[str], order: Sequence[str]) -> None:
    old = node.get(key)
    nodes = {str(one): one for one in old} if isinstance(old, CommentedSeq) else {}
    plain = key == "formats"
    fresh = [
        nodes.get(text) or (text if plain else DoubleQuotedScalarString(text)) for text in texts
    ]
    if isinstance(old, CommentedSeq) and fresh:
        del old[:]
        old.extend(fresh)
        return
    value = CommentedSeq(fresh) if fresh else None
    if value is not None and key in ("formats", "speakers"):
        value.fa.set_flow_style()
    _put(node, key, value, order)


def _put(node: CommentedMap, key: str, value: Any, order: Sequence[str]) -> None:
    """Set a key, remove it when there is nothing to say, put a new one where it belongs."""
    if value is None:
        if key in node:
            del node[key]
    elif key in node or key not in order:
        node[key] = value
    else:
        before = set(order[: order.index(key)])
        places = [index for index, other in enumerate(node) if other in before]
        node.insert(places[-1] + 1 if places else 0, key, value)


def _event_node(top: CommentedMap) -> CommentedMap:
    events = top.get("events")
    first = events[0] if isinstance(events, CommentedSeq) and events else None
    for node in (top.get("event"), first):
        if isinstance(node, CommentedMap):
            return node
    return CommentedMap()


def _machine(text: str) -> YAML:
    """Return a reader and writer that indents lists as this file does and wraps nothing."""
    machine = YAML(typ="rt")
    machine.preserve_quotes = True
    machine.width = 1_000_000
    machine.allow_unicode = True
    flush = re.search(r"^( *)[\w-]+:[^\n]*\n(?: *#[^\n]*\n)*\1- ", text, re.MULTILINE)
    machine.indent(mapping=2, sequence=2 if flush else 4, offset=0 if flush else 2)
    return machine


def _literal(text: str) -> LiteralScalarString | None:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").strip("\n").split("\n")]
    return LiteralScalarString("\n".join(lines) + "\n") if any(lines) else None
