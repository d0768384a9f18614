"""The stylesheets every part begins with: its page's geometry, the theme's colours, the theme's CSS."""

from __future__ import annotations

import re

from printkit.core.findings import Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.model import PageFormat, Stylesheet, Theme

#: The margins of plain pages as the theme writes them: top, outer, bottom, inner of a recto.
_MARGINS = re.compile(
    r"@page\s*\{\s*margin:\s*[\d.]+mm\s+(?P<outer>[\d.]+)mm\s+[\d.]+mm\s+(?P<inner>[\d.]+)mm"
)


def verso_shift_mm(theme: Theme, fmt: PageFormat) -> float:
    """Return how far versos move to the right, in mm: every page is laid out as a recto.

    It is the outer margin less the inner one, as ``@page`` in the format's own sheet gives them or,
    failing that, in ``brochure.css``.
    """
    sheets = [theme.stylesheets.get(name, "") for name in (f"{fmt.name}.css", "brochure.css")]
    margins = next((found for sheet in sheets if (found := _MARGINS.search(sheet))), None)
    return float(margins["outer"]) - float(margins["inner"]) if margins else 0.0


#: Share of the page's height that a picture may take unless the theme says more.
_PICTURE_HEIGHT = 0.6


def geometry(fmt: PageFormat) -> Stylesheet:
    """Return the ``@page`` size and bleed of a format, in mm; margins are the theme's affair.

    It comes before the theme's sheets and keeps what those may forget: no picture is wider than what
    holds it or higher than a page, and code, which has no syllables, may break anywhere.
    """
    width, height = fmt.trim_mm
    text = (
        f"@page {{ size: {width:g}mm {height:g}mm; bleed: {fmt.bleed_mm:g}mm }}\n"
        f"img {{ max-width: 100%; max-height: {height * _PICTURE_HEIGHT:g}mm }}\n"
        "code, pre, kbd, samp { overflow-wrap: anywhere }\n"
    )
    return Stylesheet("(format)", text)


def palette_sheet(theme: Theme) -> Stylesheet:
    """Return the theme's colours as custom properties: the role ``ink`` is ``var(--ink)``."""
    roles = "".join(f"  --{role}: {colour};\n" for role, colour in sorted(theme.palette.items()))
    return Stylesheet("(palette)", f":root {{\n{roles}}}\n")


def theme_sheets(theme: Theme, *names: str) -> tuple[Stylesheet, ...]:
    """Return stylesheets of the theme by file name, with the names findings show.

    Raises:
        PrintkitError: the theme has no such stylesheet.

    """
    for name in names:
        if name not in theme.stylesheets:
            message = _("the theme “{theme}” has no stylesheet “{name}”").format(
                theme=theme.name, name=name
            )
            hint = _("copy it from the theme “presse”, or take your theme's folder out")
            where = Position(theme.paths.get("theme.yaml", theme.name))
            raise PrintkitError(
                [Finding("stylesheet-missing", Severity.ERROR, message, where, hint=hint)]
            )
    return tuple(Stylesheet(theme.paths.get(name, name), theme.stylesheets[name]) for name in names)


def own_sheets(theme: Theme, fmt: PageFormat, ending: str = "") -> tuple[Stylesheet, ...]:
    """Return the stylesheet a format of brochures brings with it, if the theme has one."""
    name = f"{fmt.name}{ending}.css"
    return theme_sheets(theme, name) if name in theme.stylesheets else ()
