"""German: what stays on one line. Capitals say nothing here: every noun has one."""

from __future__ import annotations

import re
from typing import Final

_MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)

TIES: Final = re.compile(
    "|".join(
        (
            rf"(?<!\w)\d{{1,2}}\. (?:{_MONTHS})(?: (?=\d))?",
            r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?<!,) (?!und\b|oder\b)(?=\w)",
            r"(?<!\w)(?:S|Art|Kap|Abb|Bd|Nr|Abs|Tab|Dr|Prof|Hr|Fr)\. (?=\w)",
            r"(?i:(?<!\w)(?:Seite|Kapitel|Abbildung|Tabelle|Artikel|Paragraph|Band)) (?=\d|[IVXLC]+\b)",
            r"(?<=[a-zß]) (?=[IVX]+\.)",
            r"(?<!\w)[A-ZÄÖÜ]\. (?=[A-ZÄÖÜ])",
        )
    )
)
