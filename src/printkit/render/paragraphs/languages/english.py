"""English: what stays on one line."""

from __future__ import annotations

import re
from typing import Final

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

TIES: Final = re.compile(
    "|".join(
        (
            rf"(?<!\w)(?:{_MONTHS}) (?=\d)",
            r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?<![,.]) (?=\w)",
            r"(?<!\w)(?:pp?|art|ch|chap|fig|vol|no|nos|sec|col|Mr|Mrs|Ms|Dr|St)\. (?=\w)",
            r"(?i:(?<!\w)(?:pages?|chapters?|figures?|tables?|articles?|sections?|notes?|part))"
            r" (?=\d|[IVXLC]+\b)",
            r"(?<=[a-z]) (?=[IVX]{2,}(?!\w))",
            r"(?<!\w)[A-Z]\. (?=[A-Z])",
        )
    )
)
