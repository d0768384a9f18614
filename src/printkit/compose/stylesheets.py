"""The stylesheets every part begins with: its page's geometry, the theme's colours, the theme's CSS."""

from __future__ import annotations

from collections.abc import Iterable

from printkit.compose.page_margins import page_margins_mm
from printkit.compose.page_proportions import page_css, page_lengths
from printkit.core.findings import Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.languages.language import known_languages, language_of
from printkit.model import Asset, PageFormat, Stylesheet, Theme

#: Share of the page's height that a picture may take unless the theme says more.
_PICTURE_HEIGHT = 0.6


def verso_shift_mm(theme: Theme, fmt: PageFormat) -> float:
    """Return how far versos move to the right, in mm: every page is laid out as a recto.

    It is the outer margin less the inner one, as ``@page`` in the format's own sheet gives them or,
    failing that, in ``brochure.css``, or else the theme's page.

    Raises:
        PrintkitError: a side margin is in a unit that is no length of its own.

    """
    for name in (f"{fmt.name}.css", "brochure.css"):
        sides = page_margins_mm(theme.css(name))
        if None in sides.values():
            message = _(
                "the margins of @page cannot be read: give left and right in mm, cm, in, pt…"
            )
            where = Position(theme.stylesheets[name][-1].name)
            raise PrintkitError([Finding("page-margin", Severity.ERROR, message, where)])
        if "left" in sides or "right" in sides:
            return (sides.get("right") or 0.0) - (sides.get("left") or 0.0)
    if theme.page is None:
        return 0.0
    page = page_lengths(theme.page, fmt)
    return round(page.outer - page.inner, 4)


def geometry(fmt: PageFormat, theme: Theme | None = None) -> Stylesheet:
    """Return the ``@page`` size and bleed of a format, in mm; of a ``theme``'s brochures the margins too.

    It comes before the theme's sheets and keeps what those may forget: no picture is wider than what
    holds it or higher than a page, and code, which has no syllables, may break anywhere.
    """
    width, height = fmt.trim_mm
    text = (
        f"@page {{ size: {width:g}mm {height:g}mm; bleed: {fmt.bleed_mm:g}mm }}\n"
        f"img {{ max-width: 100%; max-height: {height * _PICTURE_HEIGHT:g}mm }}\n"
        "code, pre, kbd, samp { overflow-wrap: anywhere }\n"
    )
    if theme is not None and theme.page is not None:
        text += page_css(theme.page, fmt)
    return Stylesheet("(format)", text)


def hyphenation_sheet() -> Stylesheet:
    """Return how short a word may be divided in each language, and where: ``hyphenation`` of its file.

    It holds where ``lang`` names the language, for a region of it too; what a text says of no known language
    keeps what surrounds it. It weighs nothing: any rule of a theme goes before it.
    """
    text = ""
    for tag in known_languages():
        least = language_of(tag).hyphenation
        limit = f"{least['shortest']} {least['before']} {least['after']}"
        text += f':where([lang|="{tag}"]) {{ hyphenate-limit-chars: {limit} }}\n'
    return Stylesheet("(hyphenation)", text)


def tokens_sheet(theme: Theme) -> Stylesheet:
    """Return the theme's colours, faces and sizes as custom properties.

    The role ``ink`` is ``var(--ink)``, the face ``text`` ``var(--text-face)`` with what stands in where it
    lacks a sign (``faces_needed``), the size ``text`` ``var(--size-text)``.
    """
    roles = dict(sorted(theme.palette.items()))
    spare = [face.family for face, _signs in theme.spare]
    for role, family in sorted(theme.families.items()):
        # code is set in a face of few signs: those of running text come before the spare ones
        after = [theme.families["sans"]] if role == "code" and "sans" in theme.families else []
        roles[f"{role}-face"] = ", ".join(f'"{one}"' for one in (family, *after, *spare))
    roles |= {f"size-{role}": f"{size:g}pt" for role, size in theme.sizes_pt.items()}
    said = "".join(f"  --{role}: {value};\n" for role, value in roles.items())
    return Stylesheet("(tokens)", f":root {{\n{said}}}\n")


def theme_pictures(theme: Theme, page: str, sheets: Iterable[Stylesheet]) -> tuple[Asset, ...]:
    """Return the theme's pictures that a page or its stylesheets show."""
    if not theme.assets:
        return ()
    said = page + "".join(sheet.text for sheet in sheets)
    return tuple(asset for asset in theme.assets if asset.url in said)


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
    return tuple(sheet for name in names for sheet in theme.stylesheets[name])


def own_sheets(theme: Theme, fmt: PageFormat, ending: str = "") -> tuple[Stylesheet, ...]:
    """Return the stylesheet a format of brochures brings with it, if the theme has one."""
    name = f"{fmt.name}{ending}.css"
    return theme_sheets(theme, name) if name in theme.stylesheets else ()
