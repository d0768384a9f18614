"""What each scheme is called, and what is done with its sheets once they are printed."""

from __future__ import annotations

from printkit.core.i18n import _
from printkit.model.sheets import SheetPlan


def called(plan: SheetPlan) -> str:
    """Return the name of what the sheets become."""
    if plan.scheme == "folded":
        return {
            "roll": _("Roll fold"),
            "accordion": _("Accordion fold"),
            "gate": _("Gate fold"),
            "map": _("Map fold"),
            "zine": _("Zine of one sheet"),
        }[plan.variant]
    if plan.scheme == "step":
        return {"turn": _("Work and turn"), "tumble": _("Work and tumble")}[plan.variant]
    if plan.scheme == "saddle" and len(plan.sections) > 1:
        return _("Sewn sections")
    return {
        "saddle": _("Stapled booklet"),
        "perfect": _("Gathered signatures"),
        "nup": _("Several on a sheet"),
        "cutstack": _("Cut and stack"),
        "poster": _("Poster in tiles"),
        "singles": _("One page a side"),
    }[plan.scheme]


def steps(plan: SheetPlan) -> tuple[str, ...]:
    """Return what is done with the printed sheets, in order, a short line each."""
    if plan.scheme == "folded":
        return _folding(plan.variant)
    if plan.scheme == "saddle" and len(plan.sections) > 1:
        return (
            _("Fold the sheets of each section together, the first one outside."),
            _("Lay the sections on one another, section 1 on top; sew or glue the spine."),
        )
    return {
        "saddle": (
            _("Pile the sheets in order, sheet 1 at the bottom, its front downwards."),
            _("Fold the pile in half; staple twice in the fold."),
        ),
        "perfect": (
            _("Fold each signature; gather them in order, the first one on top."),
            _("The black steps on the spines run down like stairs: then glue or sew, and trim."),
        ),
        "nup": (_("Cut along the red lines."),),
        "cutstack": (
            _("Cut the whole pile along the red lines."),
            _("Lay the piles on one another, from the upper left one on top, row by row."),
        ),
        "poster": (
            _("Trim what is white at the left and at the top of each tile."),
            _("Glue each tile on the dotted edges of the one before, as the assembly plan shows."),
        ),
        "step": (
            _turned(plan.variant),
            _("Cut along the red lines: each sheet gives everything twice."),
        ),
        "singles": (
            _("Pile the sheets in order, sheet 1 on top; staple, punch or bind the edge."),
        ),
    }[plan.scheme]


def _turned(turning: str) -> str:
    if turning == "turn":
        return _("Print all sheets; turn the pile over sideways, print the same side again.")
    return _("Print all sheets; turn the pile over head to foot, print the same side again.")


def _folding(fold: str) -> tuple[str, ...]:
    return {
        "roll": (
            _("Front upwards: fold the left panel backwards; it is narrower, it goes inside."),
            _("Then fold the right panel, the cover, backwards over it."),
        ),
        "accordion": (_("Fold in a zigzag, the first panel on top."),),
        "gate": (_("Front downwards: fold both outer panels over the middle, they meet there."),),
        "map": (
            _("Fold the upper half backwards, along the long fold."),
            _("Then fold in a zigzag, page 1 on top."),
        ),
        "zine": (
            _("Fold along all lines, open again; fold in half and slit the red line."),
            _("Hold both ends and push them together: the slit opens to a cross."),
            _("Lay the pages flat around page 1."),
        ),
    }[fold]
