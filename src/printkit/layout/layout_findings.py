"""Read the findings out of a layout: what overflowed, went astray, is missing or was ignored.

The renderer reports facts without words; here they become sentences at the line the author wrote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _, ngettext, number
from printkit.model import (
    ENGINE_ITSELF,
    EngineWarning,
    FailureKind,
    FitResult,
    NotePlace,
    PageFormat,
    Publication,
    RenderedChapter,
    RenderFailure,
    Slot,
)

#: Where a literal text or an element id stands in the source; None when it is nowhere in it.
Locate = Callable[[str], Position | None]
_FEW = 3
#: Signs set in another face that one line names.
_TOLD_SIGNS = 12


def failure_finding(failure: RenderFailure, position: Position, *, timeout_s: float) -> Finding:
    """Say why a part could not be laid out at all."""
    name = failure.name
    if failure.kind is FailureKind.TIMEOUT:
        message = _("“{name}” was still not laid out after {seconds} s").format(
            name=name, seconds=round(timeout_s)
        )
        hint = _("look for a huge table, a very deep nesting or a heavy SVG in it, and simplify it")
    elif failure.kind is FailureKind.MEMORY:
        message = _("“{name}” needs more memory than a layout may use").format(name=name)
        hint = _("look for an enormous image or table in it, and reduce it")
    elif failure.kind is FailureKind.DISK:
        message = _("no room is left on the disk to lay out “{name}”").format(name=name)
        hint = _("free some space, in the project and where temporary files go, then build again")
    elif failure.kind is FailureKind.CRASH:
        message = _("the layout of “{name}” stopped without an answer").format(name=name)
        hint = _("build again; if it comes back, remove the last thing you added to this part")
    else:
        message = _("“{name}” cannot be laid out: {detail}").format(
            name=name, detail=failure.detail
        )
        hint = _("this often comes from a style rule the engine does not know: see the theme's CSS")
    return Finding("layout", Severity.ERROR, message, position, hint=hint)


def ignored_findings(warnings: Iterable[EngineWarning], fallback: Position) -> list[Finding]:
    """Tell what the engine ignored, at its line in the stylesheet."""
    found = []
    for warning in warnings:
        position = fallback
        if warning.stylesheet == ENGINE_ITSELF:
            message = _(
                "the layout engine is not as printkit knows it, and sets lines by itself: {why}"
            )
            found.append(
                Finding(
                    "engine-unknown",
                    Severity.WARNING,
                    message.format(why=warning.message),
                    position,
                    hint=_("install the versions of requirements/run.txt: make"),
                )
            )
            continue
        if warning.stylesheet is not None and not warning.stylesheet.startswith("("):
            position = Position(warning.stylesheet, max(warning.line, 1), max(warning.column, 1))
        found.append(
            Finding(
                "engine-ignored",
                Severity.WARNING,
                warning.message,
                position,
                hint=_("the page was made as if this were not there: correct it or take it out"),
            )
        )
    return found


def note_findings(notes: Iterable[NotePlace], first_page: int, locate: Locate) -> list[Finding]:
    """Name every footnote that is not on the page of its call. ``first_page`` is 1-based."""
    found = []
    for note in notes:
        if note.note_page == note.call_page:
            continue
        if note.note_page is None:
            message = _("the note called on page {page} vanished from the layout")
        else:
            message = _("the note called on page {page} landed on page {other}")
        found.append(
            Finding(
                "note-astray",
                Severity.ERROR,
                message.format(
                    page=first_page + note.call_page,
                    other=first_page + note.note_page if note.note_page is not None else 0,
                ),
                locate(note.id),
                page=first_page + note.call_page,
                hint=_("shorten the note or the paragraph, or move its call a sentence earlier"),
            )
        )
    return found


def missing_findings(missing: str, locate: Locate) -> list[Finding]:
    """Name the characters that no declared face has, line by line; no fallback face is ever used."""
    lines: dict[tuple[str, int] | None, list[tuple[str, Position | None]]] = {}
    for character in missing:
        at = locate(character)
        lines.setdefault((at.path, at.line) if at else None, []).append((character, at))
    found = []
    for together in lines.values():
        characters = ", ".join(
            _("“{character}” (U+{code:04X}, {name})").format(
                character=one, code=ord(one), name=unicodedata.name(one, "?").lower()
            )
            for one, _at in together[:_FEW]
        )
        found.append(
            Finding(
                "missing-glyph",
                Severity.ERROR,
                _("the document's faces have no {characters}").format(
                    characters=characters + (" …" if len(together) > _FEW else "")
                ),
                min((at for _one, at in together if at), key=lambda at: at.column, default=None),
                hint=_("replace it by a sign the face has, or give the theme a face that has it"),
            )
        )
    return found


def spare_findings(signs: Mapping[str, str], at: Position) -> list[Finding]:
    """Say once which signs the text's faces lack, and in which each is set. ``signs``: sign → family.

    White space is left out: it has no drawing, and its width is the paragraph's, not a face's.
    """
    by_family: dict[str, list[str]] = {}
    for sign, family in signs.items():
        if not sign.isspace():
            by_family.setdefault(family, []).append(f"{sign} (U+{ord(sign):04X})")
    if not by_family:
        return []
    told = "; ".join(
        f"{family}: {', '.join(named[:_TOLD_SIGNS])}{' …' if len(named) > _TOLD_SIGNS else ''}"
        for family, named in by_family.items()
    )
    message = _("signs that the text's faces lack are set in others: {signs}").format(signs=told)
    return [Finding("other-face", Severity.NOTE, message, at)]


def refused_findings(urls: Iterable[str], position: Position) -> list[Finding]:
    """Name what a page asked for and was not given: only listed project files are read."""
    return [
        Finding(
            "refused-resource",
            Severity.ERROR,
            _("the page asks for “{url}”, which is not a file of this project").format(
                url=url[:120]
            ),
            position,
            hint=_("put the file in the project's folder and name it by its path there"),
        )
        for url in urls
    ]


def fit_findings(
    results: Iterable[FitResult],
    slots: Iterable[Slot],
    fmt: PageFormat,
    positions: Mapping[str, Position],
    fallback: Position,
) -> list[Finding]:
    """Name every field too long for its format, and say by how much."""
    fields = {slot.name: slot.field for slot in slots}
    found = []
    for result in results:
        if result.overflow_mm <= 0 and result.overflow_x_mm <= 0:
            continue
        field = fields.get(result.slot, result.slot)
        if result.overflow_mm > 0:
            message = _(
                "“{field}” is too long for the {format}: {mm} mm too high at {size} pt"
            ).format(
                field=field,
                format=fmt.label or fmt.name,
                mm=number(result.overflow_mm),
                size=number(result.size_pt),
            )
        else:
            message = _("“{field}” is too wide for the {format}: {mm} mm at {size} pt").format(
                field=field,
                format=fmt.label or fmt.name,
                mm=number(result.overflow_x_mm),
                size=number(result.size_pt),
            )
        excess = max(result.excess_chars, 1)
        hint = ngettext(
            "take out about {count} character of {total}, or leave this format out",
            "take out about {count} characters of {total}, or leave this format out",
            excess,
        ).format(count=excess, total=result.chars)
        if field.endswith("link"):
            hint = _("give a shorter address, or say with “link_label” what stands beside its code")
        found.append(
            Finding(
                "fit", Severity.ERROR, message, position_of(field, positions, fallback), hint=hint
            )
        )
    return found


def page_count_finding(
    chapter: RenderedChapter, expected: int, fmt: PageFormat, at: Position
) -> Finding:
    """Say that a leaflet spilled over its sides."""
    return Finding(
        "page-count",
        Severity.ERROR,
        _("the {format} has {expected} sides, but its text fills {pages}").format(
            format=fmt.label or fmt.name, expected=expected, pages=chapter.page_count
        ),
        at,
        hint=_("shorten its longest field, or leave this format out"),
    )


def position_of(field: str, positions: Mapping[str, Position], fallback: Position) -> Position:
    """Return where a dotted field stands in the YAML, or its nearest parent, or the file."""
    parts = field.split(".")
    while parts:
        if (found := positions.get(".".join(parts))) is not None:
            return found
        parts.pop()
    return fallback


def start_of(publication: Publication) -> Position:
    """Return the first line of the file that defines a publication."""
    return Position(publication.path)
