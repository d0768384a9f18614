"""Numbers: thousands, telephone numbers, hours, dimensions, units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printkit.languages.signs import (
    NBSP,
    NNBSP,
    OLD_CLOSE,
    SPACES,
    TIMES,
    Context,
    Edit,
    at,
    space_named,
)

_THOUSANDS = re.compile(
    rf"\d(?<![\w,.].)(?<!\d[{SPACES}].)(?<!0(?=\d))\d{{0,2}}(?:[{SPACES}]\d{{3}})+(?!\d|[{SPACES}]\d)"
)
_GAP = re.compile(f"[{SPACES}]+")
_PHONE = re.compile(
    rf"(?:\+\d{{2,3}}[{SPACES}]?(?:\(0\)[{SPACES}]?)?[1-9]|0(?<![\w.,/].)(?<!\d[{SPACES}].)[1-9])"
    rf"(?:[{SPACES}]\d\d){{4}}(?!\d|[{SPACES}]\d)"
    rf"|0(?<![\w.,/].)[{SPACES}]?8\d\d[{SPACES}](?:\d{{3}}[{SPACES}]\d{{3}}|\d\d[{SPACES}]\d\d[{SPACES}]\d\d)(?!\d)"
)
_HOUR = re.compile(
    rf"\d(?<![\w,.].)(?:(?<!/.)|(?<=h/.)|(?<=h\d\d/.))\d{{0,2}}([{SPACES}]?)(?:(h)|(H)(?=[{SPACES}]?[0-5]\d(?!\d)))"
    rf"(?:([{SPACES}]?)[0-5]\d(?!\d))?(?!(?!min\b|mn\b)\w|/(?!\d\d?h))"
)
_FIXED_HOUR = re.compile(rf"(?<![\w,./])(\d{{1,2}})([{SPACES}]?)[hj](?=/\d{{1,2}}(?!\w))")
_PRODUCT = re.compile(
    rf"\d(?<![\w.,].)\d*(?:[.,]\d+)?(?:[{SPACES}]*[xX×][{SPACES}]*\d+(?:[.,]\d+)?)+(?!\d)"
)
_TIMES = re.compile(f"[{SPACES}]*[xX×][{SPACES}]*")


def phones(text: str, context: Context) -> Iterator[Edit]:
    """Keep the groups of a telephone number together."""
    if context.options.phone_space == "keep":
        return
    space = space_named(context.options.phone_space)
    for match in _PHONE.finditer(text):
        for gap in _GAP.finditer(match[0]):
            yield Edit(match.start() + gap.start(), match.start() + gap.end(), space)


def thousands(text: str, context: Context) -> Iterator[Edit]:
    """Put the thin no-break space between groups of three digits the author set apart."""
    taken = [match.span() for match in _PHONE.finditer(text)]
    for match in _THOUSANDS.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        for gap in _GAP.finditer(match[0]):
            yield Edit(match.start() + gap.start(), match.start() + gap.end(), NNBSP)


def hours(text: str, context: Context) -> Iterator[Edit]:
    """Set ``14h30`` as 14 h 30, no-break spaces around ``h``; ``24h/24`` stays as typed."""
    for match in _HOUR.finditer(text):
        yield Edit(*match.span(1), NBSP)
        if match[3]:
            yield Edit(*match.span(3), "h")
        if match[4] is not None:
            yield Edit(*match.span(4), NBSP)


def fixed_hours(text: str, context: Context) -> Iterator[Edit]:
    """Where the house wants it, a no-break space in ``24h/24`` and ``7j/7`` too."""
    if context.options.fixed_hours == "spaced":
        for match in _FIXED_HOUR.finditer(text):
            yield Edit(*match.span(2), NBSP)


def dimensions(text: str, context: Context) -> Iterator[Edit]:
    """Set the sign × between numbers, with no-break spaces."""
    if not context.options.dimensions:
        return
    for match in _PRODUCT.finditer(text):
        for sign in _TIMES.finditer(match[0]):
            start = match.start() + sign.start()
            if sign[0] == "x" and match[0][: sign.start()] == "0":
                break  # 0x10: a hexadecimal number
            yield Edit(start, start + len(sign[0]), f"{NBSP}{TIMES}{NBSP}")


def _units(words: str) -> str:
    return "|".join(re.escape(unit) for unit in sorted(words.split(), key=len, reverse=True))


_SYMBOLS = "€ $ £ ¥ % ‰ k€ M€ G€ Md€ Mds€ Mrd€ k$ M$ Md$ Mds$"
_CLEAR = (
    # Not to be mistaken for anything else: set apart even where the author typed them close.
    "km cm dm mm µm μm nm hm ha km² m² cm² mm² dm² m³ cm³ dm³ mm³ km³ kg mg µg μg hg cl cL dl dL ml mL"
    " hl hL ko Mo Go To Po Eo kio Mio Gio Tio kB MB GB TB PB kbit Mbit Gbit kbit/s Mbit/s Gbit/s"
    " kb/s Mb/s Gb/s Mo/s Go/s Wh kWh MWh GWh TWh PWh Wc kWc MWc GWc kW MW GW TW mW VA kVA MVA"
    " Hz kHz MHz GHz THz Pa hPa kPa MPa GPa mV kV MV mA kA Ah mAh kΩ MΩ Ω kJ MJ GJ TJ PJ eV keV MeV"
    " kcal cal km/h m/s m/s² g/l g/L mg/l mg/L mg/kg µg/l kg/m³ µg/m³ μg/m³ W/m² kWh/m² kWh/an TWh/an"
    " MWh/an GWh/an t/an tCO2 tCO₂ tCO2e tCO₂e tCO2eq tCO₂eq ktCO2 MtCO2 MtCO₂ MtCO2e MtCO₂e GtCO2"
    " GtCO₂ kgCO2 kgCO₂ kgCO2e kgCO₂e gCO2 gCO₂ gCO2e gCO₂e kgCO₂eq gCO₂eq gCO2eq kt Mt Gt Mtep tep"
    " dB dBA dpi ppp ppm ppb min sec mol mmol kN kDa bits lx lm °C °F dpt kFLOPS GFLOPS TFLOPS PFLOPS"
    " Mds Mrd Md"
)
_SPACED = (
    # Only where a space was typed.
    "m g l L t q s h j W V A J N K mn bar bit octets ct cts pt pts px EUR USD CHF GBP FCFA F"
    " tr/min h/j h/an h/semaine pH FLOPS cd rad sr Bq kBq MBq Sv mSv µSv Gy"
    " million millions milliard milliards millier milliers billion billions trillion trillions"
)
_NUMBER = r"[\d½¼¾](?<![\w.,].)\d*(?:[.,]\d+)?"
_EXPONENT = "[²³]?"
_END = r"(?![\w²³])(?![’'-]\w)"
_UNIT = re.compile(
    rf"{_NUMBER}(?:([{SPACES}]*)(?:(?:{_units(_SYMBOLS)})(?!\w)|(?:{_units(_CLEAR)}){_EXPONENT}{_END})"
    rf"|([{SPACES}]+)(?:{_units(_SPACED)}){_EXPONENT}{_END})"
)
#: a dollar sign that no number stands before opens a formula: $x^2$
_FORMULA = re.compile(rf"(?<![\d{SPACES}])\$[^\s$]*$|(?<=[{SPACES}])\$[^\s$\d][^\s$]*$")
_DEGREE = re.compile(rf"(?<=\d)([{SPACES}]*)°([{SPACES}]*)(?=[CFK](?!\w))")
_AFTER_POWER = re.compile(rf"{OLD_CLOSE}([{SPACES}]+)(?:{_units(_CLEAR)}){_END}")


def units(text: str, context: Context) -> Iterator[Edit]:
    """Bind a number and its unit (the units of the SI, data, money, energy, ``%``, millions).

    A unit typed close (``20kg``, ``50%``) is set apart; a single letter typed close (``5G``,
    ``3D``, ``4K``) never is.
    """
    if not context.options.units:
        return
    edits = []
    for match in _DEGREE.finditer(text):
        edits.append(Edit(*match.span(1), NBSP))
        edits.append(Edit(*match.span(2), ""))
    for match in _UNIT.finditer(text):
        group = 1 if match[1] is not None else 2
        start, end = match.span(group)
        if text[match.end() - 1] == "$" and _FORMULA.search(text, max(0, start - 80), start):
            continue
        if match[group] != NNBSP or at(text, end) not in "°":
            edits.append(Edit(start, end, NBSP))
    edits += [Edit(*match.span(1), NBSP) for match in _AFTER_POWER.finditer(text)]
    yield from sorted(set(edits))
