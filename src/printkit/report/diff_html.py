"""Two builds compared as one HTML page: what was reworded, page pictures side by side, what stayed.

It stands alone (pictures within it, no script), reads without colour and prints on A4.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from printkit.compare.differences import Comparison, Difference, Mark, PagePair, Side
from printkit.compose.templates import Templates
from printkit.core.i18n import _, current_language, ngettext, number
from printkit.model import Theme

_HERE: Final = Path(__file__).parent
_TEMPLATE: Final = "diff.html"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """A file in both builds: its name, what became of it in words, and its pages where looked at."""

    name: str
    summary: str
    comparison: Comparison | None = None
    differs: bool = False


def diff_report(files: Sequence[FileDiff], old: str, new: str) -> str:
    """Return the report in the current language; ``old`` and ``new`` are what was compared."""
    theme = Theme(
        name="report",
        palette={},
        faces=(),
        templates={_TEMPLATE: (_HERE / _TEMPLATE).read_text(encoding="utf-8")},
        stylesheets={},
    )
    base = (_HERE / "preflight.css").read_text(encoding="utf-8")
    style = base + (_HERE / "diff.css").read_text(encoding="utf-8")
    return Templates(theme, current_language()).render(
        _TEMPLATE,
        say=_words(),
        style=Markup(style),  # noqa: S704  ours
        states=f"{old} → {new}",
        verdict=_verdict(files),
        differs=any(one.differs for one in files),
        files=[_file(one, index) for index, one in enumerate(files, 1)],
    )


def _words() -> Mapping[str, str]:
    return {
        "title": _("What changes"),
        "files": _("The files"),
        "old": _("before"),
        "new": _("after"),
        "text": _("words"),
        "look": _("set otherwise"),
        "drawing": _("drawing, image or tint"),
        "same": _("Pages that stay"),
        "consent": _("To approve the reprint"),
        "agreed": _("We have seen these pages and agree to the reprint."),
        "refused": _("To be corrected first:"),
        "who": _("Names, date:"),
        "removed": _("taken out"),
        "added": _("put in"),
    }


def _verdict(files: Sequence[FileDiff]) -> str:
    pages = sum(len(one.comparison.changed) for one in files if one.comparison is not None)
    if pages:
        words = ngettext("{count} page to look at", "{count} pages to look at", pages)
        return words.format(count=pages)
    if any(one.differs for one in files):
        return _("no page to look at, but other files changed")
    return _("nothing to look at again")


def _file(one: FileDiff, index: int) -> dict[str, Any]:
    found = one.comparison
    pairs = found.changed if found is not None else ()
    return {
        "id": f"f{index}",
        "name": one.name,
        "summary": one.summary,
        "label": _("{name}:").format(name=one.name),
        "differs": one.differs,
        "pages": [_pair(pair, f"f{index}-{place}") for place, pair in enumerate(pairs, 1)],
        "stayed": list(_stayed(found)) if found is not None else [],
        "changes": [
            (title, gone, new)
            for title, gone, new in (
                (_("Running heads"), found.heads_gone, found.heads_new),
                (_("Bookmarks"), found.marks_gone, found.marks_new),
            )
            if gone or new
        ]
        if found is not None
        else [],
    }


def _pair(pair: PagePair, identity: str) -> dict[str, Any]:
    notes = []
    if pair.looks:
        words = ngettext("{count} word set otherwise", "{count} words set otherwise", pair.looks)
        notes.append(words.format(count=pair.looks))
    if pair.drawings:
        words = ngettext(
            "{count} area drawn otherwise", "{count} areas drawn otherwise", pair.drawings
        )
        notes.append(words.format(count=pair.drawings))
    notes += [told for one in pair.differences if (told := difference_words(one))]
    sides = [side for side in (pair.old, pair.new) if side is not None]
    return {
        "id": identity,
        "title": _title(pair),
        "texts": pair.texts,
        "notes": notes,
        "sides": [
            _side(side, pair.old is side) for side in sides if side.picture and side.size_pt[0]
        ],
        "unseen": ""
        if all(side.picture for side in sides)
        else _("not drawn: there are too many pages, or it cannot be"),
    }


def difference_words(one: Difference) -> str:
    """Say what differs of a page as a whole."""
    values = [number(abs(value), 1) for value in one.values]
    if one.aspect == "size":
        return _("it measures {w2} × {h2} mm instead of {w1} × {h1} mm").format(
            w1=values[0], h1=values[1], w2=values[2], h2=values[3]
        )
    if one.aspect == "turned":
        return _("it is turned by {degrees}°").format(degrees=number(one.values[0]))
    if one.aspect == "shifted":
        across, down = one.values
        way = [
            (_("{mm} mm to the right") if across > 0 else _("{mm} mm to the left"), values[0]),
            (_("{mm} mm down") if down > 0 else _("{mm} mm up"), values[1]),
        ]
        said = ", ".join(words.format(mm=mm) for words, mm in way if mm != number(0.0, 1))
        return _("all its text moved: {how}").format(how=said)
    if one.aspect == "apart":
        words = ngettext(
            "{count} word stands elsewhere, by {mm} mm",
            "{count} words stand elsewhere, by {mm} mm at most",
            int(one.values[0]),
        )
        return words.format(count=int(one.values[0]), mm=values[1])
    if one.aspect == "place":
        return _("it changed places: from {old} to {new}").format(
            old=int(one.values[0]), new=int(one.values[1])
        )
    pairs = {
        "trim": _("it is cut elsewhere"),
        "mirrored": _("it is mirrored"),
        "folio": _("numbers at its edge: {old} → {new}"),
        "head": _("running head: {old} → {new}"),
        "links": _("addresses of links: {old} → {new}"),
    }
    return pairs[one.aspect].format(old=one.old or "–", new=one.new or "–")


def _title(pair: PagePair) -> str:
    if pair.old is None and pair.new is not None:
        return _("page {page}, new").format(page=pair.new.label)
    if pair.new is None and pair.old is not None:
        return _("page {page}, gone").format(page=pair.old.label)
    assert pair.old is not None
    assert pair.new is not None
    if pair.old.label != pair.new.label:
        return _("page {page}, formerly {old}").format(page=pair.new.label, old=pair.old.label)
    return _("page {page}").format(page=pair.new.label)


def _side(side: Side, is_old: bool) -> dict[str, Any]:
    width, height = side.size_pt
    return {
        "caption": (_("before, page {page}") if is_old else _("after, page {page}")).format(
            page=side.label
        ),
        "view": f"0 0 {width:.2f} {height:.2f}",
        "width": f"{width:.2f}",
        "height": f"{height:.2f}",
        "picture": "data:image/png;base64," + base64.b64encode(side.picture).decode("ascii"),
        "marks": [_mark(mark, is_old) for mark in side.marks],
    }


def _mark(mark: Mark, is_old: bool) -> dict[str, str]:
    left, top, right, bottom = mark.rect
    edge = 1.0
    return {
        "kind": f"{mark.kind} {'old' if is_old else 'new'}",
        "x": f"{left - edge:.1f}",
        "y": f"{top - edge:.1f}",
        "width": f"{right - left + 2 * edge:.1f}",
        "height": f"{bottom - top + 2 * edge:.1f}",
    }


def _stayed(found: Comparison) -> Iterator[str]:
    """Tell which pages nobody needs to look at again, and why."""
    groups: dict[str, list[tuple[str, ...]]] = {"same": [], "flowed": [], "moved": []}
    for pair in found.pairs:
        if pair.changed or pair.old is None or pair.new is None:
            continue
        if pair.moved and not pair.flowed:
            groups["moved"].append((pair.old.label, pair.new.label))
        else:
            groups["flowed" if pair.flowed else "same"].append((pair.new.label,))
    words = {
        "same": _("unchanged: {pages}"),
        "flowed": _("same words, on other lines: {pages}"),
        "moved": _("the same at another place: {pages}"),
    }
    for kind, labels in groups.items():
        if labels:
            yield words[kind].format(pages=", ".join(_ranges(labels)))


def _ranges(places: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Write 3, 4, 5 as 3–5, and 3 → 5, 4 → 6 as 3–4 → 5–6."""
    run: list[tuple[str, ...]] = []
    for place in places:
        if run and place != tuple(map(_next, run[-1])):
            yield _range(run)
            run = []
        run.append(place)
    if run:
        yield _range(run)


def _next(label: str) -> str:
    return str(int(label) + 1) if label.isdecimal() else ""


def _range(run: Sequence[tuple[str, ...]]) -> str:
    ends = zip(run[0], run[-1], strict=True)
    return " → ".join(first if first == last else f"{first}–{last}" for first, last in ends)
