"""A preflight as one HTML page: page pictures with cuts and problems drawn, findings beside them.

It stands alone (pictures within it, no script), reads without colour and prints on A4.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from printkit.compose.templates import Templates
from printkit.core.findings import Severity
from printkit.core.i18n import _, current_language, ngettext, number
from printkit.model import Theme
from printkit.pdf.geometry import Box
from printkit.preflight.fault import NOTHING, Fault
from printkit.preflight.plates import WINDOW_MM
from printkit.preflight.printer import Printer
from printkit.views.coverage import heat_scale
from printkit.views.page_pictures import View, Wanted

_HERE: Final = Path(__file__).parent
_TEMPLATE: Final = "preflight.html"
#: Pages drawn in one file; findings are told of all.
_MOST: Final = 200
#: Where the map of inks ends for a printer that names no limit, in per cent: all four inks.
_LIMIT: Final = 400.0
#: With such findings a file is not worked on any further.
_UNSAFE: Final = frozenset({"too-heavy", "unreadable", "encryption"})
#: Plates as lists of inks show them.
_PLATES: Final = ("C", "M", "Y", "K")
#: Every so many steps of the map's scale is labelled.
_LABELLED: Final = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was checked: its name, for whom, what was found, and its pages."""

    name: str
    printer: Printer
    faults: tuple[Fault, ...]
    views: tuple[View, ...]


def wanted_views(faults: Sequence[Fault], printer: Printer) -> Wanted:
    """Return how large pages are drawn: those with a finding larger than the others, and their plates."""
    found = frozenset(fault.page for fault in faults if fault.page is not None)
    heavy = any(fault.rule in _UNSAFE for fault in faults)
    return Wanted(
        ppi=50,
        large_ppi=90,
        large=found,
        most=_MOST,
        colours=96,
        plates_ppi=0 if heavy or printer.colours == "grey" else 50,
        ink_limit=printer.ink_limit or _LIMIT,
    )


def html_report(files: Sequence[Seen]) -> str:
    """Return the report in the current language."""
    theme = Theme(
        name="report",
        palette={},
        faces=(),
        templates={_TEMPLATE: (_HERE / _TEMPLATE).read_text(encoding="utf-8")},
        stylesheets={},
    )
    style = (_HERE / "preflight.css").read_text(encoding="utf-8")
    return Templates(theme, current_language()).render(
        _TEMPLATE,
        say=_words(),
        style=Markup(style),  # noqa: S704  ours
        files=[_file(one, index) for index, one in enumerate(files, 1)],
    )


def _words() -> Mapping[str, str]:
    return {
        "title": _("Preflight report"),
        "findings": _("What was found"),
        "pages": _("The pages"),
        "trim": _("cut"),
        "bleed": _("bleed"),
        "safe": _("safe margin"),
        "problem": _("problem"),
        "show": _("Show"),
        "page_view": _("the page"),
        "heat_view": _("ink coverage"),
        "empty": _("nothing on this plate"),
        "source": _("written in"),
    }


def _file(one: Seen, index: int) -> dict[str, Any]:
    errors = sum(fault.severity is Severity.ERROR for fault in one.faults)
    warnings = sum(fault.severity is Severity.WARNING for fault in one.faults)
    parts = []
    if errors:
        parts.append(ngettext("{count} error", "{count} errors", errors).format(count=errors))
    if warnings:
        words = ngettext("{count} warning", "{count} warnings", warnings)
        parts.append(words.format(count=warnings))
    count = len(one.views)
    separated = any(view.inked is not None for view in one.views)
    limit = one.printer.ink_limit or _LIMIT
    numbered = list(enumerate(one.faults, 1))
    return {
        "number": index,
        "name": one.name,
        "printer": one.printer.called,
        "count": ngettext("{count} page", "{count} pages", count).format(count=count),
        "verdict": "error" if errors else "warning" if warnings else "clean",
        "words": ", ".join(parts) or _("nothing to object"),
        "plates": [{"letter": plate, "name": name} for plate, name in _names()]
        if separated
        else [],
        "scale": _scale(limit) if separated else [],
        "ink_note": _ink_note(one, separated=separated),
        "faults": [_fault(fault, place) for place, fault in numbered],
        "pages": [_page(view, one, numbered) for view in one.views if view.picture],
    }


def _names() -> list[tuple[str, str]]:
    return [("C", _("cyan")), ("M", _("magenta")), ("Y", _("yellow")), ("K", _("black"))]


def _ink_note(one: Seen, *, separated: bool) -> str:
    if separated:
        return _(
            "Ink coverage: the mean of all inks together over the square of {side} mm where it is highest, "
            "images and overprints included; the square is drawn on the map."
        ).format(side=round(WINDOW_MM))
    if any(view.most_ink for view in one.views):
        return _(
            "Inks are read from the values set in text and drawings; the ink of images is not."
        )
    return ""


def _scale(limit: float) -> list[dict[str, str]]:
    """Return the steps of the map: a colour each, every other one with its per cents."""
    *steps, (_limit, beyond) = heat_scale(limit)
    found = [
        {"colour": _css(colour), "label": f"{round(start)} %" if at % _LABELLED == 0 else ""}
        for at, (start, colour) in enumerate(steps)
    ]
    over = _("beyond {limit} %").format(limit=round(limit))
    return [*found, {"colour": _css(beyond), "label": over}]


def _css(colour: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _png(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


def _layers(view: View) -> list[dict[str, str]]:
    """Return a page's pictures: itself, each plate (none where nothing is on it) and the map."""
    found = [{"kind": "page", "picture": _png(view.picture)}]
    if view.inked is not None:
        for plate in _PLATES:
            picture = view.inked.pictures.get(plate)
            found.append({"kind": plate, "picture": _png(picture) if picture else ""})
        found.append({"kind": "heat", "picture": _png(view.inked.heat)})
    return found


def _fault(fault: Fault, place: int) -> dict[str, Any]:
    words = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("note"),
    }
    numbers = []
    if fault.found is not None and fault.found != NOTHING:
        numbers.append(_("found: {value}").format(value=_value(fault.found, fault.unit)))
    if fault.required is not None and fault.required != NOTHING:
        numbers.append(_("required: {value}").format(value=_value(fault.required, fault.unit)))
    if fault.count > 1:
        said = ngettext("{count} such thing there", "{count} such things there", fault.count)
        numbers.append(said.format(count=fault.count))
    return {
        "number": place,
        "severity": str(fault.severity),
        "word": words[fault.severity],
        "rule": fault.rule,
        "issue": fault.issue,
        "fix": fault.fix,
        "page": _("page {page}").format(page=fault.page) if fault.page is not None else "",
        "numbers": " · ".join(numbers),
        "source": str(fault.source) if fault.source is not None else "",
    }


def _value(value: float | str, unit: str) -> str:
    units = {"pages": _("pages"), "inks": _("inks"), "objects": _("objects")}
    return (
        f"{value if isinstance(value, str) else number(value, 2)} {units.get(unit, unit)}".strip()
    )


def _page(view: View, one: Seen, numbered: Sequence[tuple[int, Fault]]) -> dict[str, Any]:
    """Return a page for the template: mm from the picture's upper left corner, y down."""
    left, bottom, right, top = view.frame_mm
    width, height = view.trim_mm
    safe = one.printer.safe_mm
    here = [(place, fault) for place, fault in numbered if fault.page == view.number]
    boxes = [{"kind": "trim", **_rect((0, 0, width, height), view)}]
    if view.bleed_mm is not None:
        boxes.append({"kind": "bleed", **_rect(view.bleed_mm, view)})
    if min(width, height) > 2 * safe:
        boxes.append({"kind": "safe", **_rect((safe, safe, width - safe, height - safe), view)})
    return {
        "view": f"0 0 {right - left:.2f} {top - bottom:.2f}",
        "kind": "marked" if here else "quiet",
        "label": _("page {page}").format(page=view.number),
        "numbers": ", ".join(_("no. {place}").format(place=place) for place, _f in here),
        "layers": _layers(view),
        "window": _rect(view.window_mm, view) if view.window_mm is not None else None,
        "width": f"{right - left:.2f}",
        "height": f"{top - bottom:.2f}",
        "boxes": boxes,
        "found": [
            _outline(fault.rect_mm, view, place, fault)
            for place, fault in here
            if fault.rect_mm is not None
        ],
        "ink": _ink(view),
    }


def _ink(view: View) -> str:
    """Say which inks a page takes, and how much of them where it is most."""
    names = dict(_names())
    if view.inked is not None:
        plates = ", ".join(names[plate] for plate in view.inked.pictures) or "–"
        said = _("inks: {plates}; ink coverage: {most} % at most")
        return said.format(plates=plates, most=round(view.inked.most))
    plates = ", ".join(names.get(plate, plate) for plate in view.plates) or "–"
    said = _("inks: {plates}; most ink: {most} %").format(plates=plates, most=number(view.most_ink))
    return said + (f" ({_('and images')})" if view.images else "")


def _rect(box: Box, view: View) -> dict[str, str]:
    left, bottom, right, top = box
    return {
        "x": f"{left - view.frame_mm[0]:.2f}",
        "y": f"{view.frame_mm[3] - top:.2f}",
        "width": f"{max(right - left, 0):.2f}",
        "height": f"{max(top - bottom, 0):.2f}",
    }


def _outline(box: Box, view: View, place: int, fault: Fault) -> dict[str, Any]:
    """Return a problem's outline, a little larger than it is, and where its number stands."""
    left, bottom, right, top = box
    grown = _rect((left - 0.7, bottom - 0.7, right + 0.7, top + 0.7), view)
    frame = view.frame_mm
    disc = _disc(view)
    x = min(max(left - frame[0] - disc, disc), frame[2] - frame[0] - disc)
    y = min(max(frame[3] - top - disc, disc), frame[3] - frame[1] - disc)
    return {
        **grown,
        "severity": str(fault.severity),
        "number": place,
        "cx": f"{x:.2f}",
        "cy": f"{y:.2f}",
        "r": f"{disc:.2f}",
        "ty": f"{y + 0.43 * disc:.2f}",
        "size": f"{1.2 * disc:.2f}",
    }


def _disc(view: View) -> float:
    """Return how large a finding's number stands on a page, in mm: as large in print on any page."""
    left, bottom, right, top = view.frame_mm
    return max(right - left, top - bottom) / 55
