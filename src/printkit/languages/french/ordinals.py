"""Ordinals, centuries, ``n°``, dates: what is set in superiors and small capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printkit.languages.signs import (
    CAPITAL,
    NBSP,
    OLD_CLOSE,
    OLD_OPEN,
    OPENS,
    SPACES,
    SUP,
    SUP_END,
    Context,
    Edit,
)

_FIRST = {
    "er": "er", "ers": "ers", "ier": "er", "iers": "ers",
    "re": "re", "ère": "re", "ere": "re", "ière": "re", "iere": "re",
    "res": "res", "ères": "res", "eres": "res", "ières": "res", "ieres": "res",
}  # fmt: skip
_NTH = dict.fromkeys(("e", "è", "ème", "eme", "ième", "ieme"), "e") | dict.fromkeys(
    ("es", "èmes", "emes", "ièmes", "iemes"), "es"
)
_SECOND = {suffix: suffix for suffix in ("nd", "nds", "nde", "ndes", "d", "ds", "de", "des")}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ORDINAL = re.compile(
    rf"(\d(?<![\w.,/].)\d*)({_alternatives(_FIRST | _NTH | _SECOND)})(?!\w)(?![{OPENS}])"
)
# I to XXXIX, which reach every century and most else; no letter that makes a French word with e.
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_LONG_ROMAN = r"(?:X[LC]|LX{0,3})(?:IX|IV|V?I{1,3}|V)"
_NUMERAL = rf"(?:{_ROMAN}|{_LONG_ROMAN})"
_VALID = re.compile(_NUMERAL)
_ROMAN_ORDINAL = re.compile(
    rf"([IVXL](?<![\w.].)[IVXLC]*)({_alternatives(_FIRST | _NTH | _SECOND)})(?!\w)(?![{OPENS}])"
)
_ONE = rf"{_NUMERAL}(?:{_alternatives(_FIRST | _NTH)}|[{SUP}{OLD_OPEN}]\w{{1,4}}[{SUP_END}{OLD_CLOSE}])"
#: A number of a century; what may stand between two of them; the noun that follows the last.
_IN_LIST = re.compile(rf"(?<![\w.])(?=[IVXL]){_ONE}(?!\w)")
_LINK = re.compile(
    rf"(?:[{SPACES},/–—-]|(?<!\w)(?:et|ou|au|aux|à|puis|du|de|le|la|les|voire|jusqu[’']au"
    r"|comme|que|ni|l[’']|fin|début|premier|second)(?!\w))+"
)
_NOUN = re.compile(rf"([{SPACES}]+)(?:siècles?|millénaires?|s\.)(?!\w)")
_EACH = re.compile(
    rf"(?<!\w)({_NUMERAL})(?=(?:{_alternatives(_FIRST | _NTH)})(?!\w)|[{SUP}{OLD_OPEN}])"
)
_NOT_FIRST = re.compile(rf"(?:{_alternatives(_NTH)})(?!\w)")


def _normal(number: str, suffix: str) -> str | None:
    """Return the right abbreviation of an ordinal, None where the number cannot take it."""
    if number in ("1", "I"):
        return _FIRST.get(suffix)
    if number in ("2", "II") and suffix in _SECOND:
        return _SECOND[suffix]
    return _NTH.get(suffix)


def ordinals(text: str, context: Context) -> Iterator[Edit]:
    """Raise the ending of an ordinal, and right it: 1er, 1re, 2nd, 2nde, 3e, 3es."""
    for match in _ORDINAL.finditer(text):
        ending = _normal(match[1], match[2])
        if ending:
            yield Edit(*match.span(2), context.sup(ending), whole=True)


def centuries(text: str, context: Context) -> Iterator[Edit]:
    """Set the number of a century in small capitals, in lists and ranges too, bound to its noun."""
    options = context.options
    for first, last, noun in _centuries(text):
        if options.small_caps_centuries:
            for number in _EACH.finditer(text, first, last):
                if number[1] == "I" and _NOT_FIRST.match(text, number.end()):
                    continue  # « Ie » is no ordinal: left as typed
                yield Edit(*number.span(1), context.small_caps(number[1]), whole=True)
        if options.bind_century_noun:
            yield Edit(*noun, NBSP)


def _centuries(text: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield where a list of numbers begins and ends, and where the spaces before its noun stand.

    Each number is met once: a list without an end costs no more than its length.
    """
    first = last = -1
    for number in _IN_LIST.finditer(text):
        gap = _LINK.fullmatch(text, last, number.start()) if last >= 0 else None
        if gap is None or not gap[0].strip(SPACES):
            first = number.start()
        last = number.end()
        noun = _NOUN.match(text, last)
        if noun is not None:
            yield first, last, noun.span(1)


_CAPS_NUMBER = re.compile(
    rf"([ivxl](?<![\w.].)[ivxl]*)\ufdd9({_alternatives(_FIRST | _NTH)})(?!\w)"
)


def roman_ordinals(text: str, context: Context) -> Iterator[Edit]:
    """Raise the ending of an ordinal in Roman numbers: Ier, IVe, IInde."""
    edits = []
    for pattern in (_ROMAN_ORDINAL, _CAPS_NUMBER):
        for match in pattern.finditer(text):
            number = match[1].upper()
            ending = _normal(number, match[2]) if _VALID.fullmatch(number) else None
            if ending and not (len(number) == 1 and match[2] in ("es", "d", "de", "des")):
                edits.append(Edit(*match.span(2), context.sup(ending), whole=True))
    yield from sorted(edits)


_NUMERO = re.compile(rf"([nN](?<!\w.))([°º]|o(?=°))(s?)([{SPACES}]*)(?=[\d{CAPITAL}⟦])")
_TYPED_NUMERO = re.compile(
    rf"[nN](?<!\w.)[{OLD_OPEN}{SUP}]os?[{OLD_CLOSE}{SUP_END}]([{SPACES}]+)(?=[\d⟦])"
)


def numero(text: str, context: Context) -> Iterator[Edit]:
    """Set ``n°5`` as n, superior o, no-break space, 5; ``nos 3 et 4`` may be a possessive: left."""
    raised = context.options.numero_superscript and not context.plain
    edits = [Edit(*match.span(1), NBSP, left=True) for match in _TYPED_NUMERO.finditer(text)]
    for match in _NUMERO.finditer(text):
        if raised:
            edits.append(
                Edit(match.start(2), match.end(3), context.sup("o" + match[3]), whole=True)
            )
        edits.append(Edit(*match.span(4), NBSP, left=True))
    yield from sorted(edits)


_MONTHS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    "|décembre|decembre|vendémiaire|brumaire|frimaire|nivôse|pluviôse|ventôse|germinal|floréal"
    "|prairial|messidor|thermidor|fructidor"
)
_DAY = re.compile(
    rf"\d(?<![\w.,].)(?:\d?|[{SUP}{OLD_OPEN}]?er[{SUP_END}{OLD_CLOSE}]?)([{SPACES}]+)"
    rf"(?:(?:{_MONTHS})(?!\w)|(?:janv|févr|avr|juill|sept|oct|nov|déc)\.)",
    re.IGNORECASE,
)


def dates(text: str, context: Context) -> Iterator[Edit]:
    """Bind the day and the month."""
    for match in _DAY.finditer(text):
        yield Edit(*match.span(1), NBSP)
