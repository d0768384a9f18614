"""Small books and fragments for the tests of markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from printkit.markup.reading.reader import read_book, read_fragment
from printkit.model import Meta, PageFormat, Part, Publication, SourceText
from printkit.model.manuscript import Fragment, Manuscript

#: one grey dot
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'
FILES: Mapping[str, bytes] = {
    "b/photo.png": PNG,
    "b/dessin.svg": SVG,
    "b/faux.png": b"GIF89a",
    "b/piege.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>',
    "b/commun.md": b"Texte commun.\n",
    "b/boucle.md": b"{{include: boucle.md}}\n",
    "b/data.csv": "année;France;Chine\n2020;1,5;2\n2021;3;4 000\n".encode(),
    "b/vide.csv": b"",
}
SOURCES = """\
- id: weil1934
  type: book
  title: "Réflexions sur les causes de la liberté et de l'oppression sociale"
  author:
  - family: Weil
    given: Simone
  issued: 1934
  publisher: Gallimard
  publisher-place: Paris
- id: iea2025
  type: report
  title: "Energy and AI: a report"
  author:
  - literal: Agence internationale de l'énergie
  issued: {date-parts: [[2025, 4, 1]]}
  URL: https://www.iea.org/reports/energy-and-ai/
  language: en-GB
- id: arendt
  type: article-journal
  title: La crise « moderne »
  author:
  - {family: Arendt, given: Hannah}
  - {family: Élias, given: Norbert}
  container-title: Revue d'études
  volume: 4
  issue: 2
  page: 12-30
  issued: 1958-03
"""


def measure(text: str, family: str, weight: int, size: float) -> float:
    """Return a width like that of a condensed face."""
    return len(text) * size * (0.44 if weight < 600 else 0.47)


def fragment(text: str, **more: object) -> Fragment:
    """Typeset a text on its own, beside the sample files."""
    return read_fragment(
        SourceText("b/a.md", text), read_file=FILES.get, folder="b", measure=measure, **more
    )  # type: ignore[arg-type]


def book(*texts: str, glossary: str | None = None, sources: str | None = SOURCES) -> Manuscript:
    """Typeset chapters named c1, c2… of files b/01.md, b/02.md…"""
    parts = [
        Part(f"c{number}", "chapter", SourceText(f"b/0{number}.md", text))
        for number, text in enumerate(texts, 1)
    ]
    if glossary is not None:
        parts.append(Part("glossaire", "glossary"))
    publication = Publication(
        name="livre",
        kind="brochure",
        path="b/livre.yaml",
        meta=Meta("Livre", "fr", dt.date(2026, 1, 1)),
        formats=(PageFormat("a5", (148.0, 210.0)),),
        parts=(*parts, Part("sources", "bibliography")),
        sources=SourceText("b/sources.yaml", sources) if sources is not None else None,
        glossary=SourceText("b/glossaire.md", glossary) if glossary is not None else None,
        folder="b",
    )
    return read_book(publication, read_file=FILES.get, palette={}, measure=measure)


def visible(text: str) -> str:
    """Show no-break spaces: ``~`` U+00A0, ``¦`` U+202F."""
    return text.replace("\u00a0", "~").replace("\u202f", "¦")


def told(findings: object) -> list[str]:
    """Return findings as ``rule line:column``."""
    return [
        f"{one.rule} {one.position.line}:{one.position.column}" if one.position else one.rule
        for one in findings  # type: ignore[attr-defined]
    ]
