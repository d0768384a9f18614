"""Words and signs of a text, as they are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_IGNORED: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BRACKETS: Final = str.maketrans({"⟦": "[", "⟧": "]"})


def tokens(text: str) -> list[str]:
    """Return the words and signs of a text in order; what nobody sees is left out."""
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text.translate(_IGNORED)))
    return _TOKEN.findall(text.translate(_BRACKETS))
