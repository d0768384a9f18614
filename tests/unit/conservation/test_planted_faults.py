"""The proof of words is tested by mutation: faults planted at each stage, each must be told.

A fault is put in the place of what a stage does, and the same sample goes through it; without a fault
nothing is told (``test_without_a_fault_nothing_is_told``). Those that lay pages out are ``deep``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from printkit.assemble import merge as merging
from printkit.assemble import onebyte
from printkit.assemble.master import screen
from printkit.build.word_proof import (
    PageProof,
    composed_findings,
    document_findings,
    source_findings,
)
from printkit.core.findings import Finding, Position
from printkit.impose import place as placing
from printkit.impose.imposition import impose, job_for
from printkit.impose.source_pages import open_source
from printkit.markup.blocks import builder
from printkit.markup.blocks.builder import Builder
from printkit.markup.reading import reader
from printkit.markup.reading.notes import Notes
from printkit.markup.reading.text_run import TextRun
from printkit.model import FlawKind, MergePart, Meta, PageFormat, RenderedChapter
from printkit.model.editions import edition_of
from printkit.model.manuscript import Manuscript
from printkit.press.content_rewriter import Rewriter
from printkit.press.page_objects import Scope
from printkit.press.separate import separate
from printkit.readers import reflow, sections
from printkit.readers.epub import epub
from printkit.readers.web import web_page
from support.checkers.inkwell import LOOK
from support.markup_sample import book
from support.pressroom import faces, job, laid_out, press
from support.reader_sample import TOOLS, named_faces, theme

SOURCE = """\
# Les serveurs et la rivière

Les serveurs tournent jour et nuit, et la rivière chauffe doucement[^1] ; personne ne l'a voté en 2024.

## Ce que l'on sait

- un premier point, assez bref
- un second, avec **du gras dedans** et `du code`

> Une citation qui tient sur une ligne, dit-elle.

| Pays | Part |
|---|---|
| Chine | trente pour cent |
| Irlande | vingt et un |

Une [adresse nommée](https://e.org) clôt le tout, avec *une fin* de phrase bien écrite.

```
code = serveurs + 12
reste = 7
```

Le dernier paragraphe de ce chapitre tient sur une ligne ou sur deux.

[^1]: La note, que l'on lit au pied de la page.
"""
OTHER = """\
# Un second chapitre

Il dit tout autre chose que le premier, et le dit en une phrase seulement.

Puis il s'arrête là.
"""


@dataclass(frozen=True)
class Fault:
    """A fault: where it is planted, what it is, and how."""

    stage: str
    name: str
    plant: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.stage}: {self.name}"


def named(faults: Sequence[Fault]) -> Any:
    """Try a test with every one of some faults."""
    return pytest.mark.parametrize("fault", faults, ids=str)


# --- parser -----------------------------------------------------------------------------------------


def around(
    owner: Any, name: str, change: Callable[..., Any]
) -> Callable[[pytest.MonkeyPatch], None]:
    """Plant a fault that is given what it stands for, and its arguments."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        if isinstance(owner, dict):
            made = owner[name]
            patch.setitem(owner, name, lambda *given, **more: change(made, *given, **more))
            return
        own = getattr(owner, name)
        patch.setattr(owner, name, lambda *given, **more: change(own, *given, **more))

    return plant


def without(word: str) -> Callable[..., Any]:
    """Drop a word of running text."""
    return lambda own, self, text: own(self, text.replace(word, ""))


def fewer_children(own: Any, self: Any, block: Any, parent: Any) -> Any:
    block.children = block.children[:-1]
    return own(self, block, parent)


def fewer_lines(own: Any, self: Any, block: Any, *more: Any) -> Any:
    block.lines = block.lines[:-1] or [replace_text(block.lines[0])]
    return own(self, block, *more)


def replace_text(line: Any) -> Any:
    return line.cut(0, 0)


def no_notes(own: Any, self: Any, root: Any) -> Any:
    for _mark, note in self._reading.notes.values():
        for child in list(note):
            note.remove(child)
        note.text = ""
    return own(self, root)


def twice(own: Any, self: Any, *given: Any) -> Any:
    own(self, *given)
    return own(self, *given)


def backwards(own: Any, self: Any, blocks: Any, parent: Any, **more: Any) -> Any:
    return own(self, list(reversed(blocks)), parent, **more)


def no_tails(own: Any, root: Any) -> Any:
    for element in root.iter("strong"):
        element.tail = None
    return own(root)


MAKERS = builder._MAKERS
PARSER = [
    Fault("parser", "a word is dropped", around(TextRun, "_words", without("rivière"))),
    Fault("parser", "a number is dropped", around(TextRun, "_words", without("2024"))),
    Fault("parser", "a letter is dropped", around(TextRun, "_words", without("x"))),
    Fault("parser", "the last item of a list", around(MAKERS, "list", fewer_children)),
    Fault("parser", "the last line of code", around(MAKERS, "code", fewer_lines)),
    Fault("parser", "a heading without its words", around(MAKERS, "heading", fewer_lines)),
    Fault("parser", "an empty paragraph", around(Builder, "_paragraph", fewer_lines)),
    Fault("parser", "notes without text", around(Notes, "place", no_notes)),
    Fault("parser", "what follows bold", around(reader, "inner_html", no_tails)),
    Fault(
        "parser",
        "the last cell of a row",
        around(builder, "cells_of", lambda own, line: own(line)[:-1]),
    ),
    Fault("parser", "paragraphs twice", around(Builder, "_paragraph", twice)),
    Fault("parser", "blocks backwards", around(Builder, "_blocks", backwards)),
]


# --- typographer ------------------------------------------------------------------------------------


def typeset_as(change: Callable[[str], str]) -> Callable[[pytest.MonkeyPatch], None]:
    """Change every text after the typographer."""

    def changed(own: Any, root: Any, *given: Any) -> None:
        own(root, *given)
        for element in root.iter():
            if isinstance(element.tag, str) and element.text:
                element.text = change(element.text)
            if element.tail:
                element.tail = change(element.tail)

    return around(reader, "typeset_tree", changed)


def swapped(text: str) -> str:
    return re.sub(r"(tournent) (jour)", r"\2 \1", text)


TYPOGRAPHER = [
    Fault("typographer", "accents", typeset_as(lambda text: text.replace("è", "e"))),
    Fault("typographer", "figures", typeset_as(lambda text: re.sub(r"\d", "", text))),
    Fault("typographer", "the last letter", typeset_as(lambda text: text.rstrip()[:-1])),
    Fault("typographer", "after a comma", typeset_as(lambda text: text.partition(",")[0])),
    Fault(
        "typographer", "a word of another", typeset_as(lambda text: text.replace("nuit", "soir"))
    ),
    Fault("typographer", "two words exchanged", typeset_as(swapped)),
    Fault("typographer", "an elided word", typeset_as(lambda text: text.replace("l’a ", ""))),
    Fault("typographer", "double letters", typeset_as(lambda text: text.replace("nn", "n"))),
]


def of_source() -> list[Finding]:
    """Read the sample and compare it with what was typed."""
    return source_findings(book(SOURCE, OTHER))


@named([*PARSER, *TYPOGRAPHER])
def test_a_fault_in_reading_is_told(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    assert of_source()


# --- template ---------------------------------------------------------------------------------------

PAGE = "<html><body><h1>{title}</h1>{text}</body></html>"


def page_of(manuscript: Manuscript, template: str = PAGE) -> str:
    chapter = manuscript.chapters[0]
    return template.format(title=chapter.title_html, text=chapter.body_html)


def lessened(pattern: str, instead: str = "") -> Callable[[Manuscript], str]:
    """Take something out of the page, as a filter of a template might."""

    def make(manuscript: Manuscript) -> str:
        page, count = re.subn(pattern, instead, page_of(manuscript), count=1, flags=re.DOTALL)
        assert count
        return page

    return make


TEMPLATE = [
    Fault("template", "no text", lambda one: page_of(one, "<body><h1>{title}</h1></body>")),
    Fault("template", "no title", lambda one: page_of(one, "<body>{text}</body>")),
    Fault(
        "template", "hidden", lambda one: page_of(one, "<h1>{title}</h1><div hidden>{text}</div>")
    ),
    Fault(
        "template",
        "of the class hidden",
        lambda one: page_of(one, '<h1>{title}</h1><div class="hidden">{text}</div>'),
    ),
    Fault("template", "in a comment", lambda one: page_of(one, "<h1>{title}</h1><!--{text}-->")),
    Fault(
        "template",
        "in a template",
        lambda one: page_of(one, "<h1>{title}</h1><template>{text}</template>"),
    ),
    Fault("template", "truncated", lambda one: page_of(one)[:900]),
    Fault("template", "without tables", lessened(r"<table>.*?</table>")),
    Fault("template", "without its last paragraph", lessened(r"<p>Le dernier paragraphe.*?</p>")),
    Fault("template", "without notes", lessened(r'<span class="footnote".*?</span>')),
    Fault(
        "template", "the text before the title", lambda one: page_of(one, "{text}<h1>{title}</h1>")
    ),
]


@named(TEMPLATE)
def test_a_fault_of_a_template_is_told(fault: Fault) -> None:
    manuscript = book(SOURCE)
    assert composed_findings(manuscript.chapters[0], fault.plant(manuscript), Position("a.md"))


# --- web page and e-book ----------------------------------------------------------------------------

NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)


def web_data(manuscript: Manuscript) -> bytes:
    return web_page(manuscript, theme(named_faces()), **TOOLS)


def epub_data(manuscript: Manuscript) -> bytes:
    return epub(manuscript, theme(named_faces()), date=NOON, **TOOLS)


def of_document(kind: str) -> list[Finding]:
    """Make a web page or an e-book of the sample, and read it."""
    manuscript = book(SOURCE, OTHER)
    data = (web_data if kind == "web" else epub_data)(manuscript)
    return list(document_findings(manuscript, kind, f"essai.{kind}", data))


def of_html(change: Callable[[str], str]) -> Callable[[pytest.MonkeyPatch], None]:
    """Change what a chapter becomes without pages."""
    return around(sections, "reflow", lambda own, *given, **more: change(own(*given, **more)))


def no_second(own: Any, manuscript: Manuscript, **more: Any) -> Any:
    made = own(manuscript, **more)
    return replace(made, sections=made.sections[:1])


def other_order(own: Any, manuscript: Manuscript, **more: Any) -> Any:
    made = own(manuscript, **more)
    return replace(made, sections=(made.sections[1], made.sections[0], *made.sections[2:]))


def no_words_of_notes(own: Any, span: Any, flow: Any) -> None:
    own(span, flow)
    flow.notes[-1] = replace(flow.notes[-1], html="")


def in_module(kind: str, change: Callable[..., Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """Change the sections that a kind of edition is made of."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        module = __import__(f"printkit.readers.{kind}", fromlist=["read_sections"])
        around(module, "read_sections", change)(patch)

    return plant


def of_readers(kind: str) -> list[Fault]:
    """Return the faults planted where editions without pages are made."""
    return [
        Fault(kind, "the second chapter", in_module(kind, no_second)),
        Fault(kind, "chapters in another order", in_module(kind, other_order)),
        Fault(kind, "texts twice", of_html(lambda text: text + text)),
        Fault(kind, "notes without words", around(reflow, "_move_note", no_words_of_notes)),
        Fault(
            kind,
            "a lost note",
            around(reflow, "_move_note", lambda own, span, _flow: span.drop_tree()),
        ),
        Fault(kind, "no table", of_html(lambda text: re.sub(r"(?s)<table.*?</table>", "", text))),
        Fault(kind, "hidden code", of_html(lambda text: text.replace("<pre", "<pre hidden"))),
        Fault(kind, "a shorter text", of_html(lambda text: text[: len(text) * 2 // 3])),
        Fault(kind, "one figure", of_html(lambda text: text.replace("2024", "202"))),
    ]


@named(of_readers("web"))
def test_a_fault_in_a_web_page_is_told(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    assert of_document("web")


@named(of_readers("epub"))
def test_a_fault_in_an_e_book_is_told(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    assert of_document("epub")


# --- pages: stylesheets and layout ------------------------------------------------------------------

SHEET = """
.footnote { float: footnote; footnote-display: block }
.footnote::footnote-call { content: counter(footnote) }
.footnote::footnote-marker { content: counter(footnote) }
"""
STYLES = [
    Fault("CSS", "no paragraph", lambda: "p { display: none }"),
    Fault("CSS", "no note", lambda: ".footnote { display: none }"),
    Fault("CSS", "a table off the page", lambda: "table { margin-left: 400mm }"),
    Fault("CSS", "a text off the page", lambda: "p { position: relative; left: -400mm }"),
    Fault("CSS", "a line off the page", lambda: "p { text-indent: -300mm }"),
    Fault("CSS", "clipped", lambda: "ul { height: 2mm; overflow: hidden }"),
    Fault("CSS", "invisible", lambda: "blockquote { visibility: hidden }"),
    Fault("CSS", "moved away", lambda: "pre { transform: translateY(900mm) }"),
    Fault("CSS", "wider than the page", lambda: "pre { font-size: 90pt; white-space: pre }"),
    Fault(
        "CSS",
        "a page too small",
        lambda: "p { height: 900mm; break-inside: avoid; padding-top: 400mm }",
    ),
    Fault("CSS", "placed apart", lambda: "table { position: absolute; top: 900mm }"),
]
LOSSES = frozenset({FlawKind.LOST, FlawKind.CUT, FlawKind.OVERFULL, FlawKind.WIDE_TABLE})


@pytest.fixture(scope="module")
def room():
    with press() as pool:
        yield pool


def pages_of(room: Any, text: str, *sheets: str, name: str = "un") -> RenderedChapter:
    chapter = book(text).chapters[0]
    return laid_out(
        room, job(f"<h1>{chapter.title_html}</h1>{chapter.body_html}", *sheets, name=name)
    )


def told_of(part: RenderedChapter) -> list[Any]:
    proof = PageProof(part.drawn, lambda _text: None, Position("a.md"))
    flaws = [flaw for flaw in part.flaws if flaw.kind in LOSSES]
    return [*flaws, *proof.findings(edition_of("press"), "a.pdf", part.pdf)]


@pytest.mark.deep
@named(STYLES)
def test_a_fault_of_a_stylesheet_is_told(fault: Fault, room: Any) -> None:
    assert told_of(pages_of(room, SOURCE, SHEET, fault.plant()))


# --- merge, one-byte text, press, imposition ----------------------------------------------------------

FMT = PageFormat("essai", (100.0, 140.0))
META = Meta("Essai", "fr", dt.date(2026, 1, 2))


@pytest.fixture(scope="module")
def parts(room: Any) -> list[RenderedChapter]:
    return [pages_of(room, SOURCE, SHEET), pages_of(room, OTHER, SHEET, name="deux")]


def merged(parts: list[RenderedChapter], furniture: bytes | None = None) -> Any:
    master, _findings = merging.merge(
        [MergePart(f"p{n}", "Titre", part.pdf) for n, part in enumerate(parts)],
        meta=META,
        outline=(),
        labels=(),
        faces=faces(),
        load_face=lambda face: face.path.read_bytes(),
        fmt=FMT,
        date=NOON,
        furniture=furniture,
    )
    return master


def read_back(parts: list[RenderedChapter], data: bytes, edition: str = "screen") -> list[Finding]:
    drawn = tuple(text for part in parts for text in part.drawn)
    proof = PageProof(drawn, lambda _text: None, Position("a.md"))
    return list(proof.findings(edition_of(edition), "a.pdf", data))


def changed_parts(change: Callable[[list[Any]], list[Any]]) -> Callable[[pytest.MonkeyPatch], None]:
    return around(merging, "merge", lambda own, some, **more: own(change(list(some)), **more))


def on_pages(change: Callable[[Any, Any], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Change the first page of the writer when its fonts are united."""

    def changed(own: Any, writer: Any, *given: Any) -> Any:
        change(writer, writer.pages[0])
        return own(writer, *given)

    return around(merging, "unite_fonts", changed)


def drawn_before(data: bytes) -> Callable[[Any, Any], None]:
    """Draw something before all else on a page."""

    def change(writer: Any, page: Any) -> None:
        first = DecodedStreamObject()
        first.set_data(data)
        page[NameObject("/Contents")] = ArrayObject(
            [writer._add_object(first), page.raw_get("/Contents")]
        )

    return change


def emptied(writer: Any, page: Any) -> None:
    del page["/Contents"]


def no_fonts(writer: Any, page: Any) -> None:
    del page["/Resources"]["/Font"]


def drawn_twice(writer: Any, page: Any) -> None:
    content = page.raw_get("/Contents")
    page[NameObject("/Contents")] = ArrayObject([content, content])


MERGE = [
    Fault("merge", "a part is left out", changed_parts(lambda some: some[:-1])),
    Fault("merge", "parts in another order", changed_parts(lambda some: some[::-1])),
    Fault("merge", "one part twice", changed_parts(lambda some: [some[0], some[0]])),
    Fault("merge", "an empty page", on_pages(emptied)),
    Fault("merge", "a page without its faces", on_pages(no_fonts)),
    Fault("merge", "a page drawn twice", on_pages(drawn_twice)),
    Fault("merge", "a page moved away", on_pages(drawn_before(b"1 0 0 1 900 0 cm"))),
    Fault("merge", "a page clipped", on_pages(drawn_before(b"0 0 60 60 re W n"))),
    Fault("merge", "a page as small as a stamp", on_pages(drawn_before(b"9 0 0 9 0 0 cm"))),
]


@pytest.mark.deep
@named(MERGE)
def test_a_fault_in_the_merge_is_told(
    fault: Fault, parts: list[RenderedChapter], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault.plant(monkeypatch)
    master = merged(parts)
    assert read_back(parts, master.pdf, "press")


def fewer_codes(own: Any, glyphs: Any, texts: Any) -> Any:
    codes = own(glyphs, texts)
    shared = max(codes.values())
    return {
        glyph: shared if number % 3 == 0 else code
        for number, (glyph, code) in enumerate(codes.items())
    }


def shorter_lines(own: Any, one: Any, spacing: float) -> Any:
    return own(replace(one, pieces=one.pieces[:-1]), spacing)


def silent_lines(own: Any, one: Any, spacing: float) -> Any:
    return b"", own(one, spacing)[1]


def skipped(own: Any, self: Any, run: Any, text: Any) -> None:
    own(self, run, text)
    if len(self._pending) > 1:
        self._pending[-1] = replace(self._pending[-1], pieces=())


def other_texts(own: Any, pdf: Any, face: Any) -> None:
    own(pdf, replace(face, texts=dict.fromkeys(face.texts, "x")))


def cut_short(own: Any, self: Any, data: bytes) -> bytes:
    return own(self, data)[:200]


ONE_BYTE = [
    Fault("one byte", "two letters of one code", around(onebyte, "_codes", fewer_codes)),
    Fault("one byte", "lines without their end", around(onebyte, "_line", shorter_lines)),
    Fault("one byte", "silent lines", around(onebyte, "_line", silent_lines)),
    Fault("one byte", "lines left out", around(onebyte.Letters, "text", skipped)),
    Fault("one byte", "letters that say others", around(onebyte, "_make_simple", other_texts)),
    Fault("one byte", "a drawing cut short", around(onebyte.Letters, "result", cut_short)),
]


@pytest.mark.deep
@named(ONE_BYTE)
def test_a_fault_in_one_byte_text_is_told(
    fault: Fault, parts: list[RenderedChapter], monkeypatch: pytest.MonkeyPatch
) -> None:
    master = merged(parts)
    fault.plant(monkeypatch)
    assert read_back(parts, screen(master))


def half(own: Any, self: Any, data: bytes) -> bytes:
    made = own(self, data)
    return made[: len(made) // 2]


def without_texts(own: Any, self: Any, run: Any, text: Any) -> None:
    self._drop(run)


def painted_as(mode: int) -> Callable[..., Any]:
    def change(own: Any, self: Any, data: bytes, *given: Any) -> bytes:
        return b"%d Tr " % mode + own(self, data, *given)

    return change


def under(data: bytes) -> Callable[..., Any]:
    return lambda own, self, content, *given: data + own(self, content, *given)


def one_page_less(own: Any, self: Any, source: Any) -> None:
    if self.page or source.number:
        own(self, source)


PRESS = [
    Fault("press", "half of a page", around(Rewriter, "result", half)),
    Fault("press", "no texts", around(Rewriter, "text", without_texts)),
    Fault("press", "texts that paint nothing", around(Scope, "rewrite", painted_as(3))),
    Fault("press", "clipped pages", around(Scope, "rewrite", under(b"0 0 30 30 re W n "))),
    Fault("press", "pages moved away", around(Scope, "rewrite", under(b"1 0 0 1 0 -900 cm "))),
    Fault("press", "no faces", around(Scope, "use_font", lambda own, self, key: None)),
    Fault("press", "an empty page", around(Scope, "rewrite", lambda own, self, *given: b"")),
]


@pytest.mark.deep
@named(PRESS)
def test_a_fault_in_the_separation_is_told(
    fault: Fault, parts: list[RenderedChapter], monkeypatch: pytest.MonkeyPatch
) -> None:
    master = merged(parts)
    fault.plant(monkeypatch)
    assert read_back(parts, separate(master.pdf, **LOOK).pdf, "press")


def on_sheets(parts: list[RenderedChapter]) -> bytes:
    source = open_source(merged(parts).pdf, "a.pdf")
    return impose(source, "singles", job_for(source, (210.0, 297.0))).data


def fewer_placements(own: Any, pdf: Any, sheet: Any, side: Any, *given: Any) -> Any:
    return own(pdf, sheet, replace(side, placements=side.placements[:-1]), *given)


def first_page_only(own: Any, pdf: Any, sheet: Any, side: Any, *given: Any) -> Any:
    placements = tuple(replace(one, page=0) for one in side.placements)
    return own(pdf, sheet, replace(side, placements=placements), *given)


def fewer_sheets(own: Any, plan: Any, source: Any, **more: Any) -> bytes:
    return own(replace(plan, sheets=plan.sheets[:-1]), source, **more)


def moved(by: bytes) -> Callable[..., Any]:
    return lambda own, *given: b"q " + by + b" " + own(*given) + b" Q"


IMPOSITION = [
    Fault("imposition", "a page is not placed", around(placing, "_page", fewer_placements)),
    Fault("imposition", "the first page everywhere", around(placing, "_page", first_page_only)),
    Fault(
        "imposition",
        "pages beyond the sheet",
        around(placing, "_drawn", moved(b"1 0 0 1 2000 0 cm")),
    ),
    Fault("imposition", "pages clipped", around(placing, "_drawn", moved(b"0 0 90 90 re W n"))),
    Fault("imposition", "far too large", around(placing, "_drawn", moved(b"7 0 0 7 0 0 cm"))),
    Fault("imposition", "nothing drawn", around(placing, "_drawn", lambda own, *given: b"")),
]


@pytest.mark.deep
@named(IMPOSITION)
def test_a_fault_in_the_imposition_is_told(
    fault: Fault, parts: list[RenderedChapter], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault.plant(monkeypatch)
    assert read_back(parts, on_sheets(parts), "booklet-short-edge")


@pytest.mark.deep
def test_without_a_fault_nothing_is_told(room: Any, parts: list[RenderedChapter]) -> None:
    assert [told_of(part) for part in parts] == [[], []]
    master = merged(parts)
    assert read_back(parts, master.pdf, "press") == []
    assert read_back(parts, screen(master)) == []
    assert read_back(parts, separate(master.pdf, **LOOK).pdf, "press") == []
    assert read_back(parts, on_sheets(parts), "booklet-short-edge") == []


def test_texts_without_a_fault_are_whole() -> None:
    manuscript = book(SOURCE)
    assert of_source() == []
    assert composed_findings(manuscript.chapters[0], page_of(manuscript), Position("a.md")) == []
    assert of_document("web") == []
    assert of_document("epub") == []


def test_there_are_enough_faults_of_each_kind() -> None:
    kinds = (PARSER, TYPOGRAPHER, TEMPLATE, STYLES, MERGE, ONE_BYTE, PRESS, IMPOSITION)
    every = [*kinds, of_readers("web"), of_readers("epub")]
    assert min(map(len, every)) >= 4
    assert sum(map(len, every)) >= 60
