"""A small brochure that shows every element the theme dresses, and the shipped theme as read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from printkit.core.findings import Position
from printkit.model import (
    Asset,
    Brand,
    Face,
    Meta,
    PageFormat,
    Part,
    Publication,
    Theme,
)
from printkit.model.manuscript import ChapterText, GlossaryEntry, Heading, Manuscript
from printkit.project.project_files import Files
from printkit.project.theme_files import Themes

THEME = Path(__file__).parents[2] / "styles" / "presse"
A5 = PageFormat("a5", (148.0, 210.0), label="A5")
CHART = Asset.of_bytes(
    "asset:chart-fig.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="297pt" height="132pt" '
    b'viewBox="0 0 297 132"><path fill="#111111" d="M0 0h200v40H0z"/></svg>',
)
SENTENCE = (
    "Le nuage a des murs, des câbles et une prise de courant ; il a soif, et ce sont des villages "
    "qui lui versent à boire, sans qu’on leur ait demandé leur avis ni montré le compteur. "
)
TEXT = f"""
<div class="lead"><p>{SENTENCE}</p></div>
<blockquote class="epigraph"><p>{SENTENCE}</p><p class="attribution">— Un tract</p></blockquote>
<p>{SENTENCE}<span class="footnote" id="un.fn-1">Une source, <em>une revue</em>, 2025.</span></p>
<p>{SENTENCE * 3}</p>
<h2 id="un.murs">Des murs</h2>
<p>{SENTENCE}Au <span class="sc">xix</span><sup>e</sup> siècle, <a class="term"
href="xref:glossary.nuage">nuage</a>, voir <a class="ref" href="#un.murs">« Des murs »</a>,
<a class="pageref" href="xref:deux.top">p. ⟦page:deux.top⟧</a>. <abbr title="x">IA</abbr>.</p>
<aside class="sidebar" id="un.cadre"><p class="sidebar-title">Un cadre</p><p>{SENTENCE}</p>
<ul><li>une chose ;</li><li>une autre.</li></ul></aside>
<p>{SENTENCE * 2}</p>
<h3 id="un.liste">Une liste</h3>
<ul><li>{SENTENCE}</li><li>une autre.</li></ul>
<ol><li>un ;</li><li>deux.</li></ol>
<p>{SENTENCE * 2}</p>
<figure class="chart" id="un.fig"><img class="chart" src="asset:chart-fig.svg" alt="Une barre">
<figcaption><span class="label">Figure 1.1</span> Une barre. <span class="source">Source : x.</span>
</figcaption></figure>
<p>{SENTENCE * 2}</p>
<aside class="pullquote"><p>« Le nuage a des murs, et derrière les murs, des compteurs. »</p></aside>
<p>{SENTENCE * 2}</p>
<table id="un.tab"><caption><span class="label">Tableau 1.1</span> Deux lignes</caption>
<thead><tr><th scope="col">An</th><th scope="col">TWh</th></tr></thead>
<tbody><tr><td>2024</td><td>415</td></tr><tr><td>2030</td><td>945</td></tr></tbody></table>
<p>{SENTENCE * 2}</p>
<table id="un.tab2"><caption><span class="label">Tableau 1.2</span> Trois lignes</caption>
<thead><tr><th scope="col">An</th><th scope="col">TWh</th></tr></thead>
<tbody><tr><td>2014</td><td>58</td></tr><tr><td>2023</td><td>176</td></tr>
<tr><td>2028</td><td>580</td></tr></tbody></table>
<blockquote><p>{SENTENCE}</p></blockquote>
<p>{SENTENCE * 2}</p>
<dl><dt>Nuage</dt><dd>{SENTENCE}</dd></dl>
<pre><code>x = 1</code></pre>
<hr>
<p>{SENTENCE * 2}</p>
"""
PARTS = (
    Part("cover", "cover"),
    Part("half-title", "half-title"),
    Part("colophon", "colophon"),
    Part("contents", "contents"),
    Part("un", "chapter"),
    Part("deux", "chapter"),
    Part("glossary", "glossary"),
    Part("bibliography", "bibliography"),
    Part("notes-pages", "notes-pages"),
    Part("back-cover", "back-cover"),
)


def presse(
    templates: dict[str, str] | None = None, faces: tuple[Face, ...] = (), **without: str
) -> Theme:
    """Read the shipped theme; ``templates`` are added to it or take the place of its own."""
    read, findings = Themes(Files(THEME.parents[1]), {}, {}).get(
        "presse", Position("printkit.yaml")
    )
    assert read is not None, findings
    gone = set(without.values())
    return replace(
        read,
        faces=faces,
        templates={
            name: text
            for name, text in (read.templates | (templates or {})).items()
            if name not in gone
        },
        stylesheets={name: text for name, text in read.stylesheets.items() if name not in gone},
        paths=read.paths | {name: f"styles/presse/templates/{name}" for name in templates or ()},
        signs=frozenset(),
        spare=(),
        code=(),
    )


def publication(
    parts: tuple[Part, ...] = PARTS, *, language: str = "fr", chapters_open: str = "any"
) -> Publication:
    meta = Meta(
        "Synthèse & critique",
        language,
        dt.date(2025, 5, 1),
        subtitle="Avec des sources",
        authors=("Une autrice", "Un collectif"),
        edition="édition augmentée",
        licence="CC BY-SA 4.0",
        licence_url="https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        description="Ce que ça coûte.",
        publisher="Un collectif",
    )
    brand = Brand(
        "Un collectif",
        ("bonjour@example.org",),
        ("Imprimé par nos soins.",),
        "https://example.org/a",
    )
    return Publication(
        "synthese",
        "brochure",
        "brochure/brochure.yaml",
        meta,
        (A5,),
        parts,
        brand=brand,
        chapters_open="recto" if chapters_open == "recto" else "any",
    )


def manuscript(book: Publication | None = None) -> Manuscript:
    headings = (
        Heading("un.murs", 2, "Des murs", "Des <em>murs</em>"),
        Heading("un.liste", 3, "Une liste", "Une liste"),
    )
    chapters = (
        ChapterText(
            "un",
            "chapter",
            1,
            'L’ardoise<span class="footnote" id="un.fn-0">Note.</span> <a href="#un.murs">bleue</a>',
            "L’ardoise bleue",
            "L’ardoise",
            TEXT,
            headings,
            (CHART,),
        ),
        ChapterText("deux", "chapter", None, "Après", "Après", "Après", f"<p>{SENTENCE}</p>"),
    )
    return Manuscript(
        book or publication(),
        chapters,
        (("iea2025", "AIE, <em>Energy and AI</em>, 2025."),),
        (GlossaryEntry("nuage", "Nuage", "<p>Un bâtiment.</p>"),),
    )
