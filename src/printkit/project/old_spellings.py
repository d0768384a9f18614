"""What former versions wrote otherwise: each old spelling is found where it stands, and can be rewritten.

A project without ``version`` was started before there were versions; its keys mean what those of version 1 do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.project.names import PROJECT_FILE, STYLES, VERSION
from printkit.project.schema_findings import complaint


class _Spelling(NamedTuple):
    """An expression of a template: how it was written, how it is written now."""

    old: re.Pattern[str]
    new: str
    #: for people, where the whole old expression would be too long
    shown: str


_CARD: Final = 'drawing("card.svg", text=meta.title, width=sheet.width / mm, height=99, scale=mm'
#: Templates, oldest first; of two that begin at one place the first is meant.
_TEMPLATES: Final = (
    _Spelling(
        re.compile(
            r'\{%-?\s*if (?P<date>[\w.]+)\.day == 1 and language\[:2\] == "fr"\s*-?%\}1<sup>er</sup>'
            r"\{%-?\s*else\s*-?%\}\{\{\s*(?P=date)\.day\s*\}\}\{%-?\s*endif\s*-?%\}"
            r"[ \u00a0]\{\{\s*(?P=date)\s*\|\s*month\s*\}\}"
        ),
        r"{{ \g<date>|day_month }}",
        "{{ …|month }}",
    ),
    _Spelling(
        re.compile(
            r"\{\{\s*(?P<date>[\w.]+)\.day\s*\}\}[ \u00a0]\{\{\s*(?P=date)\s*\|\s*month\s*\}\}"
        ),
        r"{{ \g<date>|day_month }}",
        "{{ …|month }}",
    ),
    _Spelling(
        re.compile(r"made_note\.format\(\s*format\s*=\s*format_label\s*\)"),
        "made_note.format(format=format_label, faces=faces)",
        "made_note.format(format=format_label)",
    ),
    # ornaments are drawn by the theme
    _Spelling(
        re.compile(r'\{% if card %\}(?P<to> style="background-image:url\()\{\{ card \}\}'),
        rf"{{% if behind_cover %}}\g<to>{{{{ {_CARD}, behind=true) }}}}",
        "{{ card }}",
    ),
    _Spelling(re.compile(r"\{\{\s*card\s*\}\}"), f"{{{{ {_CARD}) }}}}", "{{ card }}"),
    _Spelling(
        re.compile(r"\{\{\s*strip\s*\}\}"),
        '{{ drawing("chapter-strip.svg", text=heading_text, width=72, height=17) }}',
        "{{ strip }}",
    ),
    _Spelling(
        re.compile(
            r'parts\.strip\(\{"url": strip\.url, "height_mm": strip\.height_mm \* (?P<share>[\d.]+)\}, event\)'
        ),
        r"parts.strip(fmt, title, event, \g<share>)",
        "parts.strip({…})",
    ),
    _Spelling(
        re.compile(r"parts\.strip\(strip(?P<event>, event)?\)"),
        r"parts.strip(fmt, title\g<event>)",
        "parts.strip(strip)",
    ),
    _Spelling(
        re.compile(r"\{% macro strip\(strip(?:, event=none)?\) %\}"),
        "{% macro strip(fmt, title, event=none, share=1) %}\n"
        "{% set high = ([fmt.trim_mm[0] / fmt.scale[0], fmt.trim_mm[1] / fmt.scale[1]]|min * 0.11"
        " * fmt.scale[1])|round(1) %}\n"
        '{% set strip = {"url": drawing("leaflet-strip.svg", text=title, width=fmt.trim_mm[0]'
        ' + 2 * fmt.bleed_mm, height=high), "height_mm": high * share} %}',
        "{% macro strip(strip) %}",
    ),
    # a leaflet may have two codes
    _Spelling(re.compile(r"if qr \}\}"), "if codes }}", "if qr"),
    _Spelling(
        re.compile(r"parts\.code\(qr,"),
        "parts.code(codes[0] if codes else none,",
        "parts.code(qr, …)",
    ),
    _Spelling(re.compile(r'src="cover\.svg"'), 'src="cover.jpg"', 'src="cover.svg"'),
)
#: What a template does not print as it stands: expressions, statements, comments, tags.
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^<>]*>", re.DOTALL)
_KEY: Final = re.compile(r"^[^\W\d]\w*\s*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of a project as it stands and as it is written now. ``path`` is relative to the project."""

    path: str
    before: str
    after: str


def old_in_template(text: str, path: str) -> tuple[Finding, ...]:
    """Return a finding for each old spelling of a theme's template, at its place."""
    findings = []
    for match, one in _found(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        message = _("this is written “{new}” since version {version}: {old}").format(
            new=match.expand(one.new), version=VERSION, old=one.shown
        )
        hint = _("“printkit migrate” rewrites it")
        findings.append(complaint("old-spelling", message, Position(path, line, column), hint))
    return tuple(findings)


def rewritten(root: Path) -> tuple[Rewritten, ...]:
    """Return the files of a project that are written otherwise now; nothing is written here.

    Only what is old is replaced: comments, order and line ends stay, and :func:`words_kept` holds for each.

    Raises:
        OSError: a file cannot be read.
        UnicodeDecodeError: a file is no UTF-8.

    """
    paths = [root / PROJECT_FILE, *sorted((root / STYLES).glob("*/**/*.html"))]
    home = root.resolve()
    changed = []
    for path in paths:
        if not path.is_file() or not path.resolve().is_relative_to(home):
            continue
        before = path.read_bytes().decode("utf-8")
        after = _with_version(before) if path.name == PROJECT_FILE else _respelt(before)
        if after != before:
            changed.append(Rewritten(path.relative_to(root).as_posix(), before, after))
    return tuple(changed)


def words_kept(one: Rewritten) -> bool:
    """Tell whether a rewritten file says what it said.

    A YAML file holds the same values besides ``version``; a template has the same words outside of its
    expressions and tags, less those of the expressions that were rewritten.
    """
    if one.path == PROJECT_FILE:
        before, after = (yaml.safe_load(text) for text in (one.before, one.after))
        return isinstance(after, dict) and after == {**before, "version": VERSION}
    kept, at = [], 0
    for match, _spelling in _found(one.before):
        kept.append(one.before[at : match.start()])
        at = match.end()
    return _words(" ".join([*kept, one.before[at:]])) == _words(one.after)


def _words(template: str) -> list[str]:
    """Return the words a template prints itself: what stands outside of its expressions and tags."""
    return _CODE.sub(" ", template).split()


def _found(text: str) -> Iterator[tuple[re.Match[str], _Spelling]]:
    """Yield what is old, in the order of the text, no two over each other."""
    matches = [(match, one) for one in _TEMPLATES for match in one.old.finditer(text)]
    end = 0
    for match, one in sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() >= end:
            yield match, one
            end = match.end()


def _respelt(text: str) -> str:
    pieces, at = [], 0
    for match, one in _found(text):
        pieces += [text[at : match.start()], match.expand(one.new)]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _with_version(text: str) -> str:
    """Put ``version`` before the first key, under the comments a file begins with."""
    try:
        known = yaml.safe_load(text)
    except yaml.YAMLError:
        return text  # loading the project says what is wrong
    first = _KEY.search(text)
    if not isinstance(known, dict) or "version" in known or first is None:
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    return f"{text[: first.start()]}version: {VERSION}{ending}{text[first.start() :]}"
