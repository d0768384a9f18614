"""The stylesheets every part begins with: its page's geometry, the theme's colours, the theme's CSS."""

from __future__ import annotations

from printkit.findings import Finding, Position, PrintkitError, Severity
from printkit.i18n import _
from printkit.model import PageFormat, Stylesheet, Theme


def geometry(fmt: PageFormat) -> Stylesheet:
    """Return the ``@page`` size and bleed of a format, in mm; margins are the theme's affair."""
    width, height = fmt.trim_mm
    text = f"@page {{ size: {width:g}mm {height:g}mm; bleed: {fmt.bleed_mm:g}mm }}\n"
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
