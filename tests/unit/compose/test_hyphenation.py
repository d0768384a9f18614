"""Words are divided as their own language allows, in a text of one language and in one of several."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from printkit.compose.stylesheets import hyphenation_sheet
from printkit.languages.language import known_languages, language_of
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

NARROW = "@page { size: 33mm 150mm; margin: 4mm } p { hyphens: auto; text-align: justify }"
#: Lower case, without marks: of each language's own words, short ones and long ones.
WORDS = {
    "de": "wir wollen gemeinsam einladen übermorgen arbeiten beisammen abgegeben miteinander gewählt",
    "en": "every community meeting decides together whatever neighbours propose about electricity",
    "es": "nosotras decidimos colectivamente ayudarnos adelante educación popular universidad abierta",
    "fr": "nous déciderons ensemble naturellement éducation populaire imaginer coopération énergie",
    "it": "abbiamo deciso insieme educazione popolare università aperta imparare solidarietà idea",
    "nl": "iedereen besluit gezamenlijk evenementen organiseren universiteit betekenis opleiding",
    "pt": "decidimos coletivamente educação popular universidade aberta imaginar abertura energia",
}


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with press() as one:
        yield one


def divided(pool: RenderPool, body: str, *sheets: str) -> list[tuple[str, ...]]:
    """Return the words that were divided, as the pieces that stand on each line."""
    found: list[str] = []
    pages = laid_out(pool, job(body, NARROW, hyphenation_sheet().text, *sheets)).pdf
    for page in PdfReader(io.BytesIO(pages)).pages:
        page.extract_text(visitor_text=lambda text, *_place: found.append(text.replace("\n", "")))
    return [tuple(word.split("\u00ad")) for word in "".join(found).split() if "\u00ad" in word]


@pytest.mark.parametrize("tag", known_languages())
def test_the_least_of_each_language(pool: RenderPool, tag: str) -> None:
    """Set many times at shifting places, words are divided, and never nearer their ends than is allowed."""
    text = " ".join(f"{'x' * (turn % 5 + 1)} {WORDS[tag]}" for turn in range(6))
    words = divided(pool, f'<p lang="{tag}">{text}</p>')
    assert len(words) >= 5
    least = language_of(tag).hyphenation
    for pieces in words:
        assert sum(map(len, pieces)) >= least["shortest"], pieces
        assert len(pieces[0]) >= least["before"], pieces
        assert len(pieces[-1]) >= least["after"], pieces


def test_a_word_of_another_language_is_divided_by_its_own_least_and_syllables(
    pool: RenderPool,
) -> None:
    """``ra-gazzi`` leaves two letters, which French never does; ``co-mune`` is too short for it."""
    words = (
        f'{"x" * (turn % 7 + 1)} <i lang="it">ragazzi</i> <i lang="it">comune</i>'
        for turn in range(24)
    )
    body = f"<p>{' '.join(words)}</p>"
    assert set(divided(pool, body)) == {("ra", "gazzi"), ("co", "mune")}
    assert not {"ra", "co"} & {word[0] for word in divided(pool, body.replace(' lang="it"', ""))}


def test_a_theme_says_otherwise_with_any_rule(pool: RenderPool) -> None:
    text = " ".join([WORDS["it"]] * 6)
    strict = divided(pool, f'<p lang="it">{text}</p>', "p { hyphenate-limit-chars: 9 4 5 }")
    assert strict
    assert all(len(word[0]) >= 4 and len(word[-1]) >= 5 for word in strict)
