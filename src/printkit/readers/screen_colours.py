"""The theme's colours on screens, by day and by night, with the contrast people need."""

from __future__ import annotations

from collections.abc import Mapping

#: WCAG 2.2, level AA, for text of any size.
CONTRAST = 4.5
_NIGHT = {"paper": "#141414", "tint": "#232323", "ink": "#F2F0EB", "ground": "#000000"}


def screen_css(palette: Mapping[str, str], families: Mapping[str, str]) -> str:
    """Return CSS that names the roles of colours, by day and by night, and of faces, and recolours charts."""
    night = night_palette(palette)
    day = "".join(f"--{role}:{colour};" for role, colour in sorted(palette.items()))
    dark = "".join(f"--{role}:{colour};" for role, colour in sorted(night.items()))
    charts = "".join(
        f"svg.chart [{side}='{colour}' i]{{{side}:var(--{role})}}"
        for role, colour in sorted(palette.items(), reverse=True)
        for side in ("fill", "stroke")
        if role != "ground"
    )
    faces = "".join(f'--{role}-face:"{family}";' for role, family in sorted(families.items()))
    return (
        f":root{{{day}{faces}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"{charts}\n"
    )


def night_palette(palette: Mapping[str, str]) -> dict[str, str]:
    """Return each role's colour on a dark page: text colours lightened until they can be read."""
    behind = _NIGHT["tint"]
    night = {role: lightened(colour, behind) for role, colour in palette.items()}
    night["rule"] = "#5C5A55"
    return night | {role: colour for role, colour in _NIGHT.items() if role in palette}


def lightened(colour: str, behind: str) -> str:
    """Mix white into a colour until text of it stands out from what is behind."""
    for part in range(0, 101, 5):
        mixed = _mix(colour, part / 100)
        if contrast(mixed, behind) >= CONTRAST:
            return mixed
    return "#FFFFFF"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG measures it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(colour: str, white: float) -> str:
    return "#" + "".join(f"{round(c + (255 - c) * white):02X}" for c in _channels(colour))


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
