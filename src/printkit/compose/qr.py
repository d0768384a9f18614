"""QR codes as vector images: one path, dark modules on whatever stands behind."""

from __future__ import annotations

#: Light modules around the code that readers need (ISO/IEC 18004: four).
QUIET_MODULES = 4


def qr_svg(text: str, *, ink: str, ground: str = "#FFFFFF") -> bytes:
    """Draw a code of error level M at least, with its quiet zone, ``ink`` on ``ground``.

    The image has no absolute size: give it one in the stylesheet (0.4 mm a module or more).
    """
    import segno  # noqa: PLC0415  only where a code is drawn

    matrix = segno.make(text, error="m", micro=False).matrix
    size = len(matrix) + 2 * QUIET_MODULES
    path = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                width = run - x
                path.append(f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h{width}v1h-{width}z")
            x = max(run, x + 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}" shape-rendering="crispEdges">'
        f'<path fill="{ground}" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="{ink}" d="{"".join(path)}"/></svg>'
    ).encode()
