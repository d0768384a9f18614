"""A picture cut to a shape around what matters in it."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

#: Shapes that differ by less are not cropped, and the file stays as it is.
_SAME: Final = 0.002
#: JPEG quality of a crop: the one time a photograph is encoded anew.
_QUALITY: Final = 93


@lru_cache(maxsize=16)
def cropped(data: bytes, shape: float, focus: tuple[float, float]) -> bytes:
    """Cut a picture to a shape (width by height) around its focus; what has no pixels is left as it is."""
    from PIL import Image, ImageOps  # noqa: PLC0415  most leaflets have no picture

    try:
        with Image.open(io.BytesIO(data)) as opened:
            kind, profile = opened.format, opened.info.get("icc_profile")
            image = ImageOps.exif_transpose(opened)
    except (OSError, ValueError, Image.DecompressionBombError):
        return data
    wide, high = image.size
    if abs(wide / high / shape - 1) < _SAME:
        return data
    box_wide, box_high = min(wide, round(high * shape)), min(high, round(wide / shape))
    left = _start(focus[0] * wide, box_wide, wide)
    top = _start(focus[1] * high, box_high, high)
    image = image.crop((left, top, left + box_wide, top + box_high))
    out = io.BytesIO()
    try:
        if kind == "JPEG":
            image.save(out, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=profile)
        else:
            image.save(out, "PNG", icc_profile=profile)
    except OSError:  # colours that the format does not hold: the page shows a piece of the whole
        return data
    return out.getvalue()


def _start(middle: float, length: int, whole: int) -> int:
    """Return where a piece begins that has the focus in its middle, as far as the picture reaches."""
    return min(max(round(middle - length / 2), 0), whole - length)
