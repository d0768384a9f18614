"""French: what stays on one line (Imprimerie nationale, « Lexique », « Coupures de mots, de nombres »)."""

from __future__ import annotations

import re
from typing import Final

_S = "[ \u00a0\u202f]"
_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|vendémiaire|brumaire|frimaire|nivôse|pluviôse|ventôse|germinal|floréal|prairial|messidor"
    "|thermidor|fructidor"
)
_SHORT = r"pp?|art|chap|fig|vol|t|nos?|n[°º]s?|§+|al|cf|sect|tabl|ann|col|fol|f[°º]|pl|l"
_COUNTED = (
    "pages?|articles?|chapitres?|figures?|tableaux?|notes?|lignes?|numéros?|tomes?|volumes?|annexes?"
    "|points?|étapes?|parties?|titres?|loi|an|lot|salle"
)
_ROMAN = r"[IVXLCDM]+"

#: Words after a number that it does not count.
_FREE = r"(?!(?:et|ou|mais|car|donc|puis|que|qui|dont|où|à|au|aux|en|dans|par|pour|avec|sans|sur|on|il|elle)\b)"

TIES: Final = re.compile(
    "|".join(
        (
            # a day, its month and its year
            rf"(?<!\w)(?:\d\d?|1er){_S}(?:{_MONTHS})\b(?:{_S}\d{{3,4}})?",
            rf"(?<!\w)(?:{_MONTHS}){_S}(?=\d{{3,4}}(?!\w))",
            # « 14 h 30 », « 12 % », « 3 km »
            rf"(?<![\w.,])\d[\d.,\u00a0\u202f]*{_S}(?:h(?:{_S}\d\d?(?!\d))?(?!\w)|(?:min|s|km|m|cm|mm|kg|g|t|ha|l|€|kWh|MW|F)\b|[%‰°€$£])",
            # a number and its noun
            rf"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?<![.,]){_S}(?:(?:millions?|milliards?){_S}d(?:e{_S}|(?=’)))?{_FREE}(?=\w)",
            # « p. 12 », « art. 3 », « chapitre 4 », « page 7 »
            rf"(?<!\w)(?:{_SHORT})\.?{_S}(?=[\dIVXLC])",
            rf"(?i:(?<!\w)(?:{_COUNTED})){_S}(?=\d|{_ROMAN}\b)",
            # a sovereign, a pope, a century, a republic and their number
            rf"(?<=[^\W\d_]){_S}(?={_ROMAN}(?:er)?(?![\w.’]))",
            rf"(?<!\w)(?:{_ROMAN}|\d+)(?:er|re|ers|es|e){_S}(?=[^\W\d_])",
            # a title or an initial and the name
            rf"(?<!\w)(?:(?:M|MM|Dr|Pr)\.?|Mme|Mmes|Mlle|Me|[A-ZÀ-Þ]\.){_S}(?=[A-ZÀ-Þ])",
        )
    )
)
