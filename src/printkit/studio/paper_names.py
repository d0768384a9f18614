"""Papers by the names every shop knows, to choose from; a shop's own are typed as it writes them."""

from __future__ import annotations

from typing import Final

from printkit.core.i18n import _
from printkit.preflight.printer import Printer

#: Printing conditions of paper that is not coated.
_UNCOATED: Final = frozenset({"FOGRA29", "FOGRA30", "FOGRA47", "FOGRA52"})


def is_uncoated(printer: Printer) -> bool:
    """Tell whether a printer is known to print on uncoated paper alone."""
    asked = {one.upper().replace(" ", "") for one in printer.conditions}
    return printer.colours == "grey" or bool(asked and asked <= _UNCOATED)


def papers(kind: str, printer: Printer) -> tuple[str, ...]:
    """Return usual papers for a brochure or a leaflet, those that suit the printer."""
    uncoated: tuple[str, ...]
    coated: tuple[str, ...]
    if kind == "brochure":
        uncoated = (
            _("Uncoated 90 g/m², cover uncoated 200 g/m²"),
            _("Recycled 90 g/m², cover recycled 200 g/m²"),
        )
        coated = (_("Matt coated 115 g/m², cover matt coated 250 g/m²"),)
    else:
        uncoated = (_("Uncoated 90 g/m²"), _("Recycled 90 g/m²"), _("Uncoated 120 g/m²"))
        coated = (_("Matt coated 135 g/m²"), _("Matt coated 170 g/m²"), _("Gloss coated 135 g/m²"))
    return uncoated if is_uncoated(printer) else (*coated, *uncoated)
