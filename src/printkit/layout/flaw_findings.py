"""Say what a typographer would mark on the pages, each at the line its author wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _, ngettext, number
from printkit.model import Flaw, FlawKind

#: Where a literal text stands in the source; None when it is nowhere in it.
Locate = Callable[[str], Position | None]

SEVERITIES = {
    FlawKind.OVERFULL: Severity.ERROR,
    FlawKind.LOST: Severity.ERROR,
    FlawKind.CUT: Severity.ERROR,
    FlawKind.WIDE_TABLE: Severity.ERROR,
    FlawKind.SHORTENED: Severity.WARNING,
    FlawKind.WIDOW: Severity.WARNING,
    FlawKind.ORPHAN: Severity.WARNING,
    FlawKind.STRANDED: Severity.WARNING,
    FlawKind.LADDER: Severity.WARNING,
    FlawKind.LOW_PPI: Severity.WARNING,
    FlawKind.SPARSE: Severity.WARNING,
    FlawKind.LOOSE: Severity.NOTE,
    FlawKind.SHORT_LINE: Severity.NOTE,
    FlawKind.SMALL_LETTERS: Severity.NOTE,
    FlawKind.LONG_NOTE: Severity.NOTE,
}
#: What is a flaw even where every line and every white has been placed by hand.
_ANYWHERE = frozenset(
    {
        FlawKind.OVERFULL,
        FlawKind.LOST,
        FlawKind.CUT,
        FlawKind.WIDE_TABLE,
        FlawKind.SHORTENED,
        FlawKind.LOW_PPI,
        FlawKind.SMALL_LETTERS,
    }
)
#: What scaling a drawing to the measure may take from its letters (pt).
_ROUNDING_PT = 0.1
#: Letters of a line that a message shows.
_SHOWN = 60
#: Characters of a line that must agree with the source, at least, to say that it was written there.
_ENOUGH = 10


def flaw_findings(
    flaws: Iterable[Flaw],
    first_page: int,
    locate: Locate,
    fallback: Position,
    *,
    designed: bool = False,
    least_letters_pt: float = 5.0,
) -> list[Finding]:
    """Name the flaws of a part's layout. ``first_page`` is 1-based.

    Letters of drawings are told below ``least_letters_pt`` (pt).

    ``designed`` pages (covers, half-titles, leaflets) are judged by what is never wanted only.
    """
    return [
        Finding(
            str(flaw.kind),
            SEVERITIES[flaw.kind],
            _message(flaw),
            _position(flaw, locate) or fallback,
            page=first_page + flaw.page,
            hint=_hint(flaw.kind),
        )
        for flaw in flaws
        if not designed or flaw.kind in _ANYWHERE
        if flaw.kind is not FlawKind.SMALL_LETTERS or flaw.amount < least_letters_pt - _ROUNDING_PT
    ]


def _message(flaw: Flaw) -> str:
    amount, count = number(flaw.amount), round(flaw.amount)
    match flaw.kind:
        case FlawKind.OVERFULL:
            return _("a line runs {mm} mm out of its column: “{text}”").format(
                mm=amount, text=_shown(flaw.text)
            )
        case FlawKind.LOST:
            return _("“{text}” is not on the page").format(text=_shown(flaw.text))
        case FlawKind.CUT:
            return _("“{text}” is cut off: it runs {mm} mm out of the page or of its box").format(
                mm=amount, text=_shown(flaw.text)
            )
        case FlawKind.WIDE_TABLE if flaw.amount:
            return _("a table is {mm} mm wider than its column; its columns: {columns}").format(
                mm=amount, columns=_shown(flaw.text, 3 * _SHOWN)
            )
        case FlawKind.WIDE_TABLE:
            message = _("a table has too many columns for its page: {columns}")
            return message.format(columns=_shown(flaw.text, 3 * _SHOWN))
        case FlawKind.SHORTENED:
            return _("the running head “{text}” is too long for its line: it ends with “…”").format(
                text=_shown(flaw.text)
            )
        case FlawKind.LOOSE:
            return _("the words of a line stand {times} times as far apart as they should").format(
                times=amount
            )
        case FlawKind.WIDOW:
            return _("the last line of a paragraph stands alone at the top of a page")
        case FlawKind.ORPHAN:
            return _("the first line of a paragraph stands alone at the foot of a page")
        case FlawKind.STRANDED if count:
            return _("a heading ends its page with a single line of its text")
        case FlawKind.STRANDED:
            return _("a heading ends its page, its text is on the next")
        case FlawKind.LADDER:
            return _("{count} lines in a row end with a hyphen").format(count=count)
        case FlawKind.SHORT_LINE:
            return _("the last line of a paragraph is one short word")
        case FlawKind.LONG_NOTE:
            return _("note {number} is too long for a page: it stands at the chapter's end").format(
                number=count
            )
        case FlawKind.SPARSE if count:
            return ngettext(
                "a page holds {count} line only", "a page holds {count} lines only", count
            ).format(count=count)
        case FlawKind.SPARSE:
            return _("a page is empty")
        case FlawKind.LOW_PPI:
            return _("“{image}” has {ppi} pixels per inch at the size it is shown").format(
                image=flaw.text.removeprefix("asset:"), ppi=count
            )
        case FlawKind.SMALL_LETTERS:
            return _("letters of the drawing “{image}” are {size} pt high here").format(
                image=flaw.text.removeprefix("asset:"), size=amount
            )


def _shown(text: str, most: int = _SHOWN) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"


def _hint(kind: FlawKind) -> str:
    match kind:
        case FlawKind.OVERFULL:
            return _("reword it, or say where its long word may break with &shy;")
        case FlawKind.LOST | FlawKind.CUT:
            return _("shorten it, or give what holds it more room in the theme's stylesheet")
        case FlawKind.WIDE_TABLE:
            return _("take out a column, exchange rows and columns, or make two tables of it")
        case FlawKind.SHORTENED:
            return _("give the chapter a “short:” title, between two lines “---” at its beginning")
        case FlawKind.LOOSE:
            return _("reword it a little, or say where the next long word may break with &shy;")
        case FlawKind.WIDOW | FlawKind.ORPHAN | FlawKind.STRANDED:
            return _("add or take out a line in this paragraph or before it")
        case FlawKind.LADDER:
            return _("reword one of these lines a little")
        case FlawKind.SHORT_LINE:
            return _("take out a word of the paragraph, or add two")
        case FlawKind.LONG_NOTE:
            return _("shorten it, or put what it says into the text")
        case FlawKind.SPARSE:
            return _(
                "figures that may move and paragraphs that may have a line more or less do not fill it:"
                " take out as many lines before it, or add some"
            )
        case FlawKind.LOW_PPI:
            return _("print asks for 300: take a larger original, or show it smaller")
        case FlawKind.SMALL_LETTERS:
            return _(
                "enlarge them; a drawing of its own for large print has a name like "
                "“drawing.large-print.svg” and stands beside the other"
            )


def _position(flaw: Flaw, locate: Locate) -> Position | None:
    pieces: Iterable[str]
    if flaw.kind is FlawKind.WIDE_TABLE:
        cells = flaw.text.split(" | ")
        pieces = chain([f"| {flaw.text} |", " | ".join(cells[:2])], cells)
    elif flaw.kind in (FlawKind.LOW_PPI, FlawKind.SMALL_LETTERS):
        pieces = addresses(flaw.text)
    else:
        pieces = runs_of_words(flaw.text)
    return next((found for piece in pieces if (found := locate(piece)) is not None), None)


def addresses(url: str) -> Iterator[str]:
    """Yield an address and what is left of it below each of its folders."""
    parts = url.removeprefix("asset:").split("/")
    yield from ("/".join(parts[start:]) for start in range(len(parts)))


def runs_of_words(text: str) -> Iterator[str]:
    """Yield a line and its runs of words, the longest first: typesetting changes some of them."""
    words = [word for word in text.split(" ") if not word.endswith("\u2010")]
    yield text
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            if len(run) >= _ENOUGH:
                yield run
