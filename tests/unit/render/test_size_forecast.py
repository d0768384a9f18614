"""Sizes foretold and tried are the sizes that halving finds, mostly with a third of its layouts."""

from __future__ import annotations

import pytest

from printkit.model import FitResult, Slot
from printkit.render import hooks, text_fit
from printkit.render.size_search import Hunt

WORDS = "Le comité appelle à une assemblée ouverte où chacune et chacun dira ce qui manque au quartier. "
PAGE = """<!DOCTYPE html><html lang="fr"><style>
@page {{ size: 105mm 148mm; margin: 8mm }}
body {{ margin: 0; font: 10pt/1.25 serif; hyphens: auto }}
p, ul, h2 {{ margin: 0 0 0.5em }} h2 {{ font-size: 1.4em; line-height: 1 }} ul {{ padding-left: 1.2em }}
.box {{ position: absolute; left: 0; width: 80mm; height: 40mm; overflow: hidden }}
{style}</style><body>{body}</body></html>"""
BOXES = {
    "one line": ("<p>Assemblée</p>", ""),
    "a paragraph": (f"<p>{WORDS * 2}</p>", ""),
    "a justified one": (f"<p>{WORDS * 3}</p>", ".box { text-align: justify }"),
    "balanced": (f"<p>{WORDS}</p>", "p { text-wrap: balance }"),
    "a heading and a list": (f"<h2>Venir</h2><ul><li>{WORDS}</li><li>À midi</li></ul>", ""),
    "in the middle": (f"<p>{WORDS}</p>", ".box { display: flex; align-items: center }"),
    "apart": (
        f"<div><p>{WORDS}</p><p>À midi, devant la mairie</p></div>",
        ".box div { display: flex; flex-direction: column; justify-content: space-between;"
        " height: 100% }",
    ),
    "side by side": (
        f"<table><tr><td>10 h<td>{WORDS}<tr><td>11 h<td>Débat</table>",
        "td { vertical-align: top }",
    ),
    "room that does not grow": (f"<p>{WORDS * 2}</p>", ".box p { padding: 3mm }"),
    "letters that do not grow": (f"<p>{WORDS}</p><p class=s>{WORDS}</p>", ".s { font-size: 7pt }"),
    "at the right edge": (
        f"<p class=row>{WORDS}<span>18 h 45</span></p>",
        ".row { padding-right: 6em; position: relative }"
        " span { position: absolute; right: 0; top: 0; white-space: nowrap }",
    ),
    "centred": ("<p>Salle des fêtes</p>", "p { text-align: center; white-space: nowrap }"),
    "in columns": (
        "<p class=c>Répétition générale</p><p class=c>Ampoule</p>",
        ".c { float: left; width: 40%; margin: 0; hyphens: manual }",
    ),
    "a word too long": ("<p>Anticonstitutionnellement</p>", ".box { hyphens: manual }"),
    "too much": (f"<p>{WORDS * 60}</p>", ""),
    "nothing": ("", ""),
}


@pytest.fixture(scope="module", autouse=True)
def engine():
    hooks.install()


class Layouts:
    """Lays out and counts."""

    def __init__(self) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self.count = 0
        self._fonts = FontConfiguration()

    def __call__(self, html):
        from weasyprint import HTML

        self.count += 1
        return HTML(string=html).render(font_config=self._fonts)


def fitted(body, style, *, least=7, most=60):
    box = f'<div class="box" data-slot="one" style="font-size:⟦fit:one⟧pt">{body}</div>'
    layouts = Layouts()
    html = PAGE.format(style=style, body=box)
    _document, results = text_fit.fit(html, [Slot("one", "one", least, most)], layouts, 1)
    return results, layouts.count


@pytest.mark.parametrize("name", BOXES)
def test_the_size_is_that_of_halving(name, monkeypatch):
    found, layouts = fitted(*BOXES[name])
    with monkeypatch.context() as patched:
        patched.setattr(text_fit, "_foretell", lambda *_: None)
        patched.setattr(Hunt, "begin_with", lambda *_: None)
        wanted, halving = fitted(*BOXES[name])
    assert found == wanted
    assert layouts <= halving + 4


def test_plain_paragraphs_take_few_layouts():
    counts = {
        name: fitted(*BOXES[name])[1] for name in ("one line", "a paragraph", "in the middle")
    }
    assert max(counts.values()) <= 5, counts


@pytest.mark.parametrize("foretold", [0, 7, 300, 590, 9999])
def test_a_forecast_that_is_wrong_costs_layouts_only(foretold, monkeypatch):
    monkeypatch.setattr("printkit.render.size_forecast.Forecast.largest", lambda *_args: foretold)
    monkeypatch.setattr("printkit.render.size_forecast.Forecast.is_too_large", lambda *_: False)
    ((wrong,), _count) = fitted(*BOXES["a paragraph"])
    monkeypatch.undo()
    ((right,), _count) = fitted(*BOXES["a paragraph"])
    assert isinstance(right, FitResult)
    assert wrong == right
