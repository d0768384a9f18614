"""HTML that may stand in a text: which elements and attributes, and what happens to the rest."""

from __future__ import annotations

import re
from typing import Any

from printkit.core.i18n import _
from printkit.core.word_list import word_set
from printkit.markup.reading.context import PRIVATE, Reading
from printkit.markup.reading.position_marks import Kind
from printkit.markup.reading.warnings import did_you_mean, error, warning

_ELEMENTS = word_set(
    "a abbr address article aside b bdi bdo big blockquote br caption cite code col colgroup data"
    " dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd"
    " li main mark nav ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody"
    " td tfoot th thead time tr tt u ul var wbr"
)
#: elements that other tools' pages have and a printed one has not: their words stay, they go
_WITHOUT_USE = word_set(
    "audio button canvas center fieldset font form html iframe input label legend map marquee nobr"
    " noscript object option output picture search select slot strike textarea video"
)
#: taken out with everything in them: programs, styles and what is no text of a page
_HOSTILE = word_set(
    "applet base embed frame frameset head link math meta noframes param plaintext portal script"
    " source style svg template title track xmp"
)
#: every element that HTML has or had; other names in angle brackets are an author's
KNOWN_ELEMENTS = _ELEMENTS | _WITHOUT_USE | _HOSTILE
_GLOBAL = frozenset({"id", "class", "lang", "dir", "title", "style", "role", "translate"})
_OWN = {
    "a": {"href", "name", "rel"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "img": {"src", "alt", "width", "height", "source"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers", "align", "valign"},
    "th": {"colspan", "rowspan", "headers", "scope", "align", "valign"},
    "time": {"datetime"},
}
_MAX_SPAN = 100
_BAD_STYLE = re.compile(
    r"(opacity|position\s*:|url\s*\(|image-set|@import|expression\s*\(|float\s*:\s*footnote"
    r"|string-set|content\s*:|display\s*:\s*(?:inline-)?(?:flex|grid)|\bpage\s*:)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")


def restrict(root: Any, reading: Reading) -> None:
    """Take out elements and attributes that may not stand in a text; each is a finding."""
    told = _refuse_written(reading)
    for element in list(root.iter()):
        if element is root:
            continue
        if not isinstance(element.tag, str):
            if element.tag is not _COMMENT:
                element.drop_tree()
            continue
        if element.getparent() is None:
            continue
        if element.tag not in _ELEMENTS:
            _drop(element, reading, told)
        elif len(element.attrib):
            _attributes(element, reading)


def _comment_type() -> Any:
    from lxml import etree  # noqa: PLC0415  lxml is loaded where trees are made

    return etree.Comment


_COMMENT = _comment_type()


def _refuse_written(reading: Reading) -> set[str]:
    """Tell of forbidden tags as typed: the tree may have lost them. Returns their names."""
    told = set()
    for mark in reading.marks:
        if mark.kind is Kind.TAG and not mark.name.startswith("/") and mark.name not in _ELEMENTS:
            told.add(mark.name)
            reading.findings.append(_refusal(mark.name, mark.at))
    return told


def _refusal(tag: str, where: Any) -> Any:
    if tag in _HOSTILE:
        message = _("The HTML element <{tag}> may not stand in a text: it is left out.").format(
            tag=tag
        )
        hint = _("Remove it; for an image, use ![description](file.svg).")
        return warning("forbidden-html", message, where, hint)
    if tag in _WITHOUT_USE:
        message = _("The HTML element <{tag}> means nothing on paper: its words stand alone.")
        return warning("forbidden-html", message.format(tag=tag), where)
    message = _("There is no HTML element <{tag}>: only what is in it is printed.")
    hint = did_you_mean(
        tag, _ELEMENTS, _("To print it as it is, write \\<{tag}>.").format(tag=tag[:40])
    )
    return warning("unknown-html", message.format(tag=tag[:40]), where, hint)


def _drop(element: Any, reading: Reading, told: set[str]) -> None:
    tag = element.tag
    if tag not in told:
        told.add(tag)
        reading.findings.append(_refusal(tag, reading.where(element, f"<{tag}")))
    if tag in _HOSTILE:
        element.drop_tree()
    else:
        element.drop_tag()


def _attributes(element: Any, reading: Reading) -> None:
    own: set[str] = _OWN.get(element.tag, set())
    for name, value in list(element.attrib.items()):
        if name.startswith(PRIVATE):
            continue
        if name.startswith("on"):
            del element.attrib[name]
            message = _("The attribute “{name}” runs a program; nothing may.").format(name=name)
            where = reading.where(element, name)
            reading.findings.append(error("forbidden-html", message, where, _("Remove it.")))
        elif name in own or name in _GLOBAL or name.startswith(("aria-", "data-")):
            _value(element, name, value, reading)
        else:
            del element.attrib[name]
            message = _("The attribute “{name}” means nothing on <{tag}>.")
            message = message.format(name=name[:40], tag=element.tag)
            hint = did_you_mean(name, [*own, *_GLOBAL])
            where = reading.where(element, name)
            reading.findings.append(warning("unknown-attribute", message, where, hint))


def _value(element: Any, name: str, value: str, reading: Reading) -> None:
    problem: str | None = None
    hint: str | None = None
    if name == "style" and (match := _BAD_STYLE.search(value)):
        problem = _("The style “{name}” may not stand in a text.").format(name=match[1])
        hint = _("Give a class, and dress it in the theme.")
    elif name == "lang" and not _LANGUAGE.fullmatch(value):
        problem = _("“{value}” is not a language code.").format(value=value[:40])
        hint = _("Write for example lang=en, lang=de or lang=pt-BR.")
    elif name in {"colspan", "rowspan", "span"} and not _is_span(value):
        problem = _("{name} must be a whole number up to {count}.")
        problem = problem.format(name=name, count=_MAX_SPAN)
    if problem is not None:
        del element.attrib[name]
        where = reading.where(element, f"{name}=")
        reading.findings.append(error("bad-attribute", problem, where, hint))


def _is_span(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 4 and 0 < int(value) <= _MAX_SPAN
