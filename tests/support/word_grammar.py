"""Texts in our dialect with planted words, each known to be printed, hidden or free to be either.

A planted word is ``z`` and five letters without ``z``, each once in a text, so it is found in any text
that holds it, whatever stands around it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

PLANTED = re.compile("z[a-y]{5}")

_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aiou"


@dataclass(frozen=True, slots=True)
class Word:
    """A planted word: its line (from 1), the lines of its block, and where it is read.

    ``flow``: in the order of the text; ``aside``: once, wherever (notes, captions); ``free``: it may
    be printed or not.
    """

    text: str
    place: str
    line: int = 0
    first: int = 0
    last: int = 0


@dataclass
class Text:
    """A text being written, block by block."""

    chance: random.Random
    blocks: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    notes: int = 0

    # -- words -----------------------------------------------------------------------------------

    def word(self, place: str = "flow") -> str:
        """Return a new word."""
        number = len(self.places)
        pairs = []
        for _step in range(2):
            number, pair = divmod(number, len(_CONSONANTS) * len(_VOWELS))
            pairs.append(_CONSONANTS[pair // len(_VOWELS)] + _VOWELS[pair % len(_VOWELS)])
        text = "z" + _VOWELS[number % len(_VOWELS)] + "".join(pairs)
        self.places[text] = place
        return text

    def one(self, *choices: str) -> str:
        """Return one of several texts."""
        return choices[int(self.chance.random() * len(choices))]

    def number(self, low: int, high: int) -> int:
        """Return a whole number from low to high."""
        return low + int(self.chance.random() * (high - low + 1))

    def maybe(self, part: float) -> bool:
        """Tell yes in a part of all cases."""
        return self.chance.random() < part

    # -- inline ----------------------------------------------------------------------------------

    def inlines(self, place: str = "flow", most: int = 6) -> str:
        """Return words and inline constructs on one line."""
        pieces = [self.word(place)]
        for _step in range(self.number(0, most)):
            pieces.append(self.one(" ", " ", " ", "", ", ", " ; ", "! ", "\u00a0: ", " – ", "/"))
            kinds = _INLINE
            pieces.append(kinds[self.number(0, len(kinds) - 1)](self, place))
        return "".join(pieces)

    def note(self, place: str) -> str:
        """Return a call, and write its note later."""
        if place == "aside":
            return self.word(place)
        self.notes += 1
        label = self.one(f"{self.notes}", f"n{self.notes}", f"n-{self.notes}", f"la {self.notes}")
        colon = self.one(":", ":", " :", "\u00a0:")
        body = self.inlines("aside", 3)
        if self.maybe(0.2):
            body += f"\n    {self.inlines('aside', 2)}"
        if self.maybe(0.2):
            body += f"\n\n    {self.inlines('aside', 2)}"
        if self.maybe(0.1):
            body += f"\n\n    - {self.word('aside')}\n    - {self.word('aside')}"
        self.later.append(f"[^{label}]{colon} {body}")
        return f"[^{label}]"

    # -- blocks ----------------------------------------------------------------------------------

    def lines(self, place: str = "flow", most: int = 3) -> str:
        """Return a paragraph."""
        ends = ("\n", "\n", "  \n", "\\\n", " \n", "\n  ")
        text = self.inlines(place)
        for _step in range(self.number(0, most - 1)):
            text += self.one(*ends) + self.inlines(place)
        return text

    def indented(self, text: str, first: str, rest: str) -> str:
        """Return a text whose first line begins with one text, and the others with another."""
        return "\n".join(
            (first if number == 0 else rest if line else "") + line
            for number, line in enumerate(text.split("\n"))
        )

    def block(self, depth: int = 0) -> str:
        """Return a block of any kind."""
        kinds = _BLOCKS if depth < 2 else _LEAVES
        return kinds[self.number(0, len(kinds) - 1)](self, depth)

    def some(self, depth: int, most: int = 3) -> str:
        """Return some blocks, apart by empty lines."""
        return "\n\n".join(self.block(depth) for _step in range(self.number(1, most)))


# --- inline constructs ------------------------------------------------------------------------------


def _wrapped(before: str, after: str) -> Callable[[Text, str], str]:
    return lambda text, place: f"{before}{text.word(place)}{after}"


def _twice(
    before: str, between: str, after: str, *, second: str = ""
) -> Callable[[Text, str], str]:
    return lambda text, place: (
        f"{before}{text.word(place)}{between}{text.word(second or place)}{after}"
    )


def _nested(before: str, after: str) -> Callable[[Text, str], str]:
    return lambda text, place: f"{before}{text.inlines(place, 2)}{after}"


def _plain(text: Text, place: str) -> str:
    return text.word(place)


def _link(text: Text, place: str) -> str:
    target = text.one(
        "https://e.org", "https://e.org/a_(b)", "<https://e.org/a b>", "mailto:a@e.org", ""
    )
    title = text.one("", "", f' "{text.word("free")}"', f" '{text.word('free')}'")
    return f"[{text.inlines(place, 2)}]({target}{title if target else ''})"


def _reference(text: Text, place: str) -> str:
    name = text.word("free")
    text.later.append(f"[{name}]: https://e.org/{text.number(1, 99)}")
    return f"[{text.word(place)}][{name}]"


def _signs(text: Text, place: str) -> str:
    signs = "".join(
        text.one(*"*_`~[](){}<>!|\\^$#&@:;\"'=+-/%") for _step in range(text.number(1, 3))
    )
    return f"{signs}{text.word(place)}" if text.maybe(0.5) else f"{text.word(place)}{signs}"


_INLINE: tuple[Callable[[Text, str], str], ...] = (
    *(_plain,) * 12,
    *(
        _wrapped(before, after)
        for before, after in (
            ("*", "*"), ("**", "**"), ("_", "_"), ("__", "__"), ("***", "***"), ("~~", "~~"),
            ("`", "`"), ("`` ", " ``"), ("==", "=="), ("^", "^"), ("~", "~"), ("$", "$"),
            ("{", "}"), ("{ ", " }"), ("[", "]"), ("(", ")"), ("![", "]"), ("! [", "]"), ("<", ">"),
            ("&", ";"), ("&amp;", "&lt;"), ("\\*", "\\*"), ("\\[", "\\]"), ("\\`", "\\`"),
            ('"', '"'), ("'", "'"), ("« ", " »"), ("<<", ">>"), ("l'", ""), ("@", ""), ("#", ""),
            ("@", "@e.org"), ("https://e.org/", ""), ("https://e.org/_", "_/"), ("<https://e.org/", ">"),
            ("www.e.org/", ""), ("", "@e.org"), ("<span>", "</span>"), ("<b>", "</b>"), ("<br>", ""),
            ("<br/>", "<wbr>"), ("<em>", ""), ("</em>", ""), ("<kbd>", "</kbd>"), ("<", ""), (">", ""),
            ("<!-- -->", ""), ("[[", "]]"), ("![[", "]]"), ("[", "]{.c}"), ("[", "]{lang=en}"),
            ("[", "]{"), ("*", "*{.x}"), ("**", "**{a}"), ("![", "]{.c}"), ("|", "|"), ("a|", ""),
            ("*", ""), ("**", ""), ("_", ""), ("`", ""), ("[", ""), ("]", ""), ("(", ""), ("![", ""),
            ("{", ""), ("}", ""), ("\\", ""), ("", "\\"), ("$", ""), ("~", ""), (":", ":"),
            ("n°5 ", ""), ("XIXe ", ""), ("1er ", ""), ("20h30-22h ", ""), ("5 % ", ""), ("...", ""),
            ("10 000 ", ""), ("210x297 ", ""), ("\u00ad", ""), ("\u200b", ""), ("\ufeff", ""),
            ("[x] ", ""), ("1. ", ""), ("- ", ""), ("# ", ""), ("+", "+"), ("-- ", " --"),
            ("[](", ")"), ("H~2~O ", ""), ("x^2^ ", ""), ("{=", "}"),
            ("{{", "}}"), ("[@", "]"), ("{%", "%}"), ("<%", "%>"), ("%%", ""), ("<?", "?>"),
            ("<![CDATA[", "]]>"), ("<!", ">"), ("\\(", "\\)"), ("$$", "$$"), ("\x0b", ""), ("\t", ""),
        )
    ),
    *(
        _twice(before, between, after)
        for before, between, after in (
            ("*", " ", "*"), ("**", "*", "***"), ("*", "**", "*"), ("", "*", ""), ("", "_", ""),
            ("_", "_", "_"), ("`", "`", "`"), ("[", "][", "]"), ("[", "] [", "]"),
            ("", "{", "}"), ("", "'", ""), ("", "·", "·e"), ("", "\u2010", ""), ("", "--", ""),
            ("", "<br>", ""), ("<span>", "</span>", ""), ("", " | ", ""), ("[", "]: ", ""),
            ("", "\u00a0", ""), ("", ".", ""), ("", ":", ""), ("", "\\\\", ""),
        )
    ),
    *(
        _nested(before, after)
        for before, after in (
            ("*", "*"), ("**", "**"), ("_", "_"), ("~~", "~~"), ("[", "]{.c}"), ("<b>", "</b>"),
            ('"', '"'), ("(", ")"), ("« ", " »"), ("<span lang='en'>", "</span>"),
        )
    ),
    lambda text, place: f"{{.{text.word('free')}}}",
    lambda text, place: f"{{#{text.word('free')}}}",
    _twice("[", "](", ")", second="free"),
    _twice("[[", "|", "]]", second="free"),
    *(_link,) * 3,
    *(_reference,) * 2,
    *(_signs,) * 10,
    *(Text.note,) * 5,
    lambda text, place: f"!{text.note(place)}",
    lambda text, place: f"{text.note(place)}{text.note(place)}",
    lambda text, place: f"<!-- {text.word('free')} -->",
    lambda text, place: f"![{text.word('free')}](p.png){text.one('', '{.c}', '{width=3cm}')}",
)  # fmt: skip


# --- blocks -----------------------------------------------------------------------------------------


def _paragraph(text: Text, depth: int) -> str:
    return text.lines()


def _heading(text: Text, depth: int) -> str:
    if text.maybe(0.2):
        return f"{text.inlines()}\n{text.one('---', '===', '--------')}"
    marks = "#" * text.number(1, 6)
    end = text.one(
        "", "", " #", f" {marks}", " {#i.c}", " {.c}", "#", " {-}", f" {{{text.word()}}}"
    )
    return f"{text.one('', '', ' ', '   ')}{marks} {text.inlines(most=3)}{end}"


def _list(text: Text, depth: int) -> str:
    marker = text.one("-", "*", "+", "1.", "1)", "12.", "a.")
    gap = text.one(" ", " ", "  ", "   ")
    inner = text.one(" " * len(marker + gap), " " * len(marker + gap), "  ", "   ", "    ", "\t")
    between = text.one("\n", "\n", "\n\n")
    items = []
    for _step in range(text.number(1, 3)):
        body = text.one("", "", "", "[ ] ", "[x] ") + text.lines(most=2)
        if text.maybe(0.4):
            body += text.one("\n", "\n\n") + text.block(depth + 1)
        items.append(text.indented(body, marker + gap, inner))
    return between.join(items)


def _quote(text: Text, depth: int) -> str:
    mark = text.one("> ", "> ", ">")
    rest = text.one(mark, mark, mark, "")
    body = text.some(depth + 1, 2)
    lines = body.split("\n")
    return "\n".join(
        (mark if number == 0 or not line or rest else "") + line
        for number, line in enumerate(lines)
    )


def _fence(text: Text, depth: int) -> str:
    mark = text.one("```", "~~~", "````")
    info = text.one("", "", "python", "{.python}", "text", "html", f"python {text.word('free')}")
    body = "\n".join(text.inlines_of_code() for _step in range(text.number(1, 3)))
    end = mark if text.maybe(0.95) else ""
    return f"{mark}{info}\n{body}\n{end}"


def _code(text: Text, depth: int) -> str:
    return "    " + text.inlines_of_code()


def _code_line(self: Text) -> str:
    signs = (
        "*",
        "_",
        "{",
        "<b>",
        "&amp;",
        "[^1]",
        "\\",
        "`",
        "#",
        "<!--",
        "|",
        "[a](b)",
        "{{",
        "%}",
    )
    return f"{self.word()} {self.one(*signs)} {self.word()}{self.one(*signs, '')}"


Text.inlines_of_code = _code_line  # type: ignore[attr-defined]


def _table(text: Text, depth: int) -> str:
    columns = text.number(1, 4)

    def cell() -> str:
        if text.maybe(0.5):
            return f"`a\\|{text.word()}`"
        return text.inlines(most=2).replace("|", "")

    def row(count: int) -> str:
        inside = " | ".join(cell() for _step in range(count))
        return text.one(f"| {inside} |", inside, f"|{inside}|", f"| {inside}")

    rows = [row(columns), "|" + text.one("---|", ":-:|", "--:|", "-|") * columns]
    for _step in range(text.number(0, 3)):
        rows.append(row(max(1, columns + text.number(-1, 1) * text.number(0, 1))))
    caption = text.one("", "", "Tableau : ", "Table: ")
    if caption:
        said = caption + text.inlines("aside", 2)
        return text.one("\n".join(rows) + f"\n\n{said}", f"{said}\n\n" + "\n".join(rows))
    return "\n".join(rows)


def _container(text: Text, depth: int) -> str:
    mark = ":" * text.number(3, 4)
    name = text.one("encadré", "exergue", "note", "{.encadré}", "inconnu", "definition", "callout")
    title = text.one("", f" {text.word('aside')}", f" {text.word('aside')} {{#x .y}}")
    end = mark if text.maybe(0.95) else ""
    return f"{mark} {name}{title}\n{text.some(depth + 1, 2)}\n{end}"


def _admonition(text: Text, depth: int) -> str:
    start = text.one("!!! note", "!!! warning", '!!! note "' + text.word("aside") + '"', "??? tip")
    return start + "\n" + text.indented(text.block(depth + 1), "    ", "    ")


def _alert(text: Text, depth: int) -> str:
    return text.indented(text.lines(), "> [!NOTE]\n> ", "> ")


def _terms(text: Text, depth: int) -> str:
    return f"{text.inlines(most=2)}\n{text.one(':   ', ': ')}{text.lines(most=2)}"


def _html(text: Text, depth: int) -> str:
    tag = text.one("div", "p", "section", "details", "center", "aside", "table", "ul", "blockquote")
    inside = text.one("\n", "\n\n", "")
    end = f"</{tag}>" if text.maybe(0.8) else ""
    attributes = text.one("", ' class="c"', " markdown", ' id="i"')
    return f"<{tag}{attributes}>{inside}{text.lines()}{inside}{end}"


def _definition(text: Text, depth: int) -> str:
    return f"[{text.word()}]: {text.one('', '<')}{text.word()}"


def _comment(text: Text, depth: int) -> str:
    return f"<!-- {text.word('free')}\n{text.word('free')} -->"


def _abbreviation(text: Text, depth: int) -> str:
    return f"*[{text.word('free')}]: {text.word('free')}"


def _rule(text: Text, depth: int) -> str:
    return text.one("---", "***", "* * *", "___") + f"\n\n{text.word()}"


def _maths(text: Text, depth: int) -> str:
    return text.one("$$\n{}\n$$", "\\[\n{}\n\\]").format(text.word())


def _variables(text: Text, depth: int) -> str:
    return text.one("{{{{include: {}}}}}", "{{{{{}}}}}", "{{% {} %}}", "[TOC]", "\\newpage").format(
        text.word("free")
    )


_LEAVES: tuple[Callable[[Text, int], str], ...] = (
    *(_paragraph,) * 8, *(_heading,) * 3, _fence, _code, *(_table,) * 2, _terms, _html, _definition,
    _comment, _abbreviation, _rule, _maths, _variables,
)  # fmt: skip
_BLOCKS = (*_LEAVES, *(_list,) * 5, *(_quote,) * 3, _alert, *(_container,) * 2, _admonition)


# --- whole texts ------------------------------------------------------------------------------------


def text_of_grammar(chance: random.Random) -> tuple[str, list[Word]]:
    """Return a text of several blocks, and its words."""
    text = Text(chance)
    blocks = [text.block() for _step in range(text.number(1, 4))]
    while text.later:
        later, text.later = text.later, []
        blocks += later
    return _placed(blocks, text)


_NOISE = (
    *("\n",) * 6, *("\n\n",) * 4, *(" ",) * 10, "  ", "    ", "\t", *"*_`~[](){}<>!|\\^$#&@:;\"'=+-/%.,?",
    "**", "__", "``", "```", "~~~", "![", "](", "][", "]:", "[^", "[[", "]]", "{{", "}}", "{#", "{.", "{:",
    "<!--", "-->", "</", "/>", "<b>", "</b>", "<div>", "</div>", "<br>", "<p", "<script>", "<style>", "&#",
    "&amp;", "&lt;", "- ", "* ", "1. ", "1) ", "> ", "# ", "## ", ":::", "!!! note", "---", "|---|---|",
    "| ", "[ ] ", "Tableau : ", "https://e.org/", "@e.org", "\u00a0", "\u202f", "\u00ad", "\u200b", "«", "»",
    "“", "’", "…", "–", "—", "·", "1er", "XIXe", "n°", "20h30", "5 %", "é", "e\u0301", "œ", "ﬁ", "京", "א",
    "\x0c", "\x1f", "\u2028", "\ufeff", "\U0001f600", "[@", "$$", "\\\n", "  \n", ": ", "*[", "{=", "%}",
)  # fmt: skip


def text_of_noise(chance: random.Random) -> tuple[str, list[Word]]:
    """Return signs and words in any order; each word is printed unless it is part of a sign's syntax."""
    text = Text(chance)
    pieces = []
    for _step in range(text.number(3, 40)):
        pieces.append(text.word("noise") if text.maybe(0.35) else text.one(*_NOISE))
    return _placed(["".join(pieces)], text)


def _placed(blocks: list[str], text: Text) -> tuple[str, list[Word]]:
    words: list[Word] = []
    line = 1
    for block in blocks:
        height = block.count("\n") + 1
        for number, content in enumerate(block.split("\n")):
            words += [
                Word(one, text.places[one], line + number, line, line + height - 1)
                for one in PLANTED.findall(content)
                if one in text.places
            ]
        line += block.count("\n") + 2
    return "\n\n".join(blocks), words
