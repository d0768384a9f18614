"""What was typed after ``printkit impose``, as options of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from printkit.cli.help_words import Misuse
from printkit.core.i18n import _
from printkit.impose.creep import creep_per_sheet, share_of
from printkit.impose.page_on_sheet import usual_page
from printkit.impose.paper_sizes import SIZES, size_of
from printkit.model.sheets import (
    BAR_MM,
    FLIPS,
    Calibration,
    Flip,
    Offset,
    Offsets,
    SheetOptions,
    SheetSettings,
)

#: Schemes that a publication's ``booklet`` speaks of; its ``sheet`` speaks of those that are cut apart.
_BOUND: Final = ("saddle", "perfect")
_CUT: Final = ("nup", "cutstack", "step")
_NOTHING: Final = SheetOptions()


def job_options(arguments: Any, pages: int, sheet_settings: SheetSettings) -> dict[str, Any]:
    """Return options of a job: as typed, else as the publication's file says, else as usual."""
    wanted = _wanted_for(arguments["scheme"], sheet_settings)
    section = section_of(arguments["section"]) or wanted.section
    options: dict[str, Any] = {
        "sheet_mm": sheet_of(arguments, wanted),
        "binding": arguments["binding"] or wanted.binding,
        "section": section,
        "back_cover_last": _blanks(arguments["blanks"], wanted),
        "per_side": int(arguments["per_side"]),
        "gutter_mm": wanted.gutter_mm if arguments["gutter"] is None else arguments["gutter"],
        "repeat": arguments["repeat"] or arguments["head_to_head"],
        "head_to_head": arguments["head_to_head"],
        "duplex": not arguments["one_sided"],
        "fold": arguments["fold"],
        "turning": arguments["turning"],
        "creep_from": arguments["creep_from"] or wanted.creep_from,
        "scale": arguments["scale"] or wanted.scale,
    }
    if arguments["creep"]:
        options["creep_mm"] = share_of(arguments["creep"], section[1] if section else pages)
    else:
        thickness = arguments["paper_thickness"]
        options["creep_mm"] = creep_per_sheet(
            wanted.thickness_mm if thickness is None else thickness
        )
    for name in ("bleed", "overlap"):
        if arguments[name] is not None:
            options[f"{name}_mm"] = arguments[name]
    for name in ("columns", "rows"):
        if arguments[name] is not None:
            options[name] = count_of(arguments[name])
    return options


def sheet_of(arguments: Any, wanted: SheetOptions = _NOTHING) -> tuple[float, float]:
    """Return the paper."""
    if arguments["sheet"]:
        return size_of(arguments["sheet"])
    return wanted.paper_mm or SIZES["a4"]


def page_of(arguments: Any, options: Mapping[str, Any]) -> tuple[float, float]:
    """Return the size of the pages where there is no file: as typed, else what fills the paper."""
    if arguments["page_size"]:
        return size_of(arguments["page_size"])
    names = ("per_side", "fold", "columns", "binding")
    own = {name: options[name] for name in names if name in options}
    return usual_page(arguments["scheme"], options["sheet_mm"], **own)


def marked(arguments: Any, sheet_settings: SheetSettings) -> bool:
    """Tell whether marks are drawn."""
    return bool(arguments["marks"]) or _wanted_for(arguments["scheme"], sheet_settings).marks


def flips_of(arguments: Any, calibration: Calibration) -> tuple[Flip, ...]:
    """Return the flips files are made for: as typed, else the copier's if it is known, else both."""
    typed = arguments["flip"]
    wanted = calibration.flip if typed is None else typed
    return (wanted,) if wanted in FLIPS else FLIPS


def calibration_of(arguments: Any, known: Calibration) -> Calibration:
    """Return what is made up for: the project's values, those typed in their place."""
    if arguments["no_calibration"]:
        known = replace(known, landscape=None, portrait=None)
    scale = BAR_MM / arguments["printer_scale"] if arguments["printer_scale"] else None
    front, back = (_pair(arguments[key]) for key in ("offset_front", "offset_back"))
    if scale is None and front is None and back is None:
        return known

    def typed(one: Offset, pair: tuple[float, float] | None) -> Offset:
        x, y = pair or (one.x_mm, one.y_mm)
        return Offset(x, y, scale or one.scale)

    def over(found: Offsets | None) -> Offsets:
        found = found or Offsets()
        return Offsets(typed(found.front, front), typed(found.back, back))

    return replace(known, landscape=over(known.landscape), portrait=over(known.portrait))


def section_of(typed: str | None) -> tuple[int, int] | None:
    """Read the least and the most pages of a section: ``16-32``, or ``16``."""
    if typed is None:
        return None
    low, _dash, high = typed.replace("–", "-").partition("-")
    return count_of(low), count_of(high or low)


def count_of(typed: str) -> int:
    """Read a number of pages."""
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:6]) <= 99_999:
        raise Misuse(_("“{value}” is not a number of pages").format(value=typed))
    return int(typed)


def _wanted_for(scheme: str, sheet_settings: SheetSettings) -> SheetOptions:
    if scheme in _BOUND:
        return sheet_settings.booklet
    return sheet_settings.sheet if scheme in _CUT else _NOTHING


def _blanks(typed: str | None, wanted: SheetOptions) -> bool:
    return wanted.back_cover_last if typed is None else typed == "before-last"


def _pair(typed: str | None) -> tuple[float, float] | None:
    if typed is None:
        return None
    try:
        x, y = (float(part) for part in typed.split(","))
    except ValueError:
        x = y = float("nan")
    if not (abs(x) < 100 and abs(y) < 100):
        message = _("“{value}” is not an offset").format(value=typed)
        raise Misuse(message, _("two numbers with points, as 1.5,-0.5"))
    return x, y
