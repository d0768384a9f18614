"""A screen reader is given every chapter of the web edition as its Markdown has it, notes at their call.

Both are reduced to their letters and digits, a § for each call of a note; figures, tables and the
notes themselves are left out, words printkit makes for a reference may be anything short.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from support.checkers.browser import PHONE, open_page
from support.checkers.spoken import Spoken, name_of

pytestmark = pytest.mark.deep

ROOT = Path(__file__).parents[2]
#: what is made for a reference: « figure 1.1 », « p. 12 », « à la section “…” »
MADE = "¤"
CALL = "§"
BESIDE = frozenset({"figure", "image", "group", "table", "doc-endnotes"})


def letters(text: str) -> str:
    """Return letters and digits without their accents, calls and what is made."""
    text = unicodedata.normalize(
        "NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("º", "")
    )
    return re.sub(rf"[^a-z0-9{CALL}{MADE}]", "", text.casefold())


def blocks(markdown: str) -> list[str]:
    """Return the letters of a chapter's blocks, in the order they were written."""
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.S)
    text = re.sub(r"^```.*?^```[^\n]*\n", "\n\n", text, flags=re.S | re.M)  # charts
    text = re.sub(r"<!--.*?-->|^\[\^[^\]]+\]:[^\n]*", "", text, flags=re.S | re.M)
    text = re.sub(r"^\*\[.*$", "", text, flags=re.M)  # what abbreviations stand for
    text = re.sub(r"""!\[[^\]]*\]\([^")]*("[^"]*")?\)(\{[^}]*\})?""", "", text)
    text = re.sub(r'^Tableau\s*:.*source="([^"]*)".*$', r"\n\nSource\1\n\n", text, flags=re.M)
    text = re.sub(r"^Tableau\s*:.*$|^\|.*$|^Table\s*:.*$", "", text, flags=re.M)
    text = re.sub(r"^::: *\S*", "\n\n", text, flags=re.M)
    text = re.sub(r"\[@[^\]]+\]|\[\^[^\]]+\]", CALL, text)
    text = re.sub(r"\[\[([^|\]]*)\|?[^\]]*\]\]", r"\1", text)
    text = re.sub(r"\[\]\([^)]*\)|\{\{[^}]*\}\}", MADE, text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"\{(?:[#.]|lang=)[^}]*\}|</?[a-z]+[^>]*>|^\d+\.\s", "", text, flags=re.M)
    found = [short for block in re.split(r"\n\s*\n", text) if (short := letters(block))]
    # where a reference ends is known by what follows it
    return "\n".join(found).replace(f"{MADE}\n", MADE).split("\n")


def differences(written: list[str], read: str) -> list[str]:
    """Tell where what is read leaves what was written."""
    at = 0
    for block in written:
        pattern = re.escape(block).replace(MADE, ".{1,90}?")
        if block.endswith(MADE):  # only the last one does
            pattern += "$"
        found = re.compile(pattern).match(read, at)
        if not found:
            return [f"{block[:60]}… / {read[at : at + 60]}…"]
        at = found.end()
    return [f"nothing / {read[at : at + 60]}…"] if at < len(read) else []


@pytest.fixture(scope="module")
def spoken(out: Path, browser: Browser) -> Any:
    address = (out / "synthese" / "synthese-web.html").as_uri()
    with open_page(browser, address, viewport=PHONE) as page:
        yield Spoken(page)


@pytest.fixture(scope="module")
def chapters(spoken: Spoken) -> Mapping[str, Any]:
    """Return what is read of each article by its title's letters."""
    found = {}
    for article in spoken.every("article"):
        title = next(spoken.every("heading", article))
        found[letters(name_of(title))] = article
    return found


SOURCES = [
    name
    for name in yaml.safe_load((ROOT / "brochure" / "brochure.yaml").read_text("utf-8"))["parts"]
    if name.endswith(".md")
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_chapter_is_read_as_it_was_written(
    source: str, spoken: Spoken, chapters: Mapping[str, Any]
) -> None:
    title, *written = blocks((ROOT / "brochure" / source).read_text("utf-8"))
    number = next(name.removesuffix(title) for name in chapters if name.endswith(title))
    article = chapters[number + title]
    read = letters(spoken.text(article, without=BESIDE, marks={"doc-noteref": CALL}))
    end = letters("↑ Sommaire")
    assert read.startswith(number + title)
    assert read.endswith(end)
    assert differences(written, read[len(number + title) : -len(end)]) == []


def test_chapters_are_read_in_the_order_of_the_book(chapters: Mapping[str, Any]) -> None:
    titles = [blocks((ROOT / "brochure" / name).read_text("utf-8"))[0] for name in SOURCES]
    read = [next((t for t in titles if name.endswith(t)), None) for name in chapters]
    assert [title for title in read if title] == titles


def test_each_call_says_its_number_and_leads_to_its_note(
    spoken: Spoken, chapters: Mapping[str, Any]
) -> None:
    total = 0
    for title, article in chapters.items():
        calls = [name_of(call) for call in spoken.every("doc-noteref", article)]
        notes = list(spoken.every("doc-endnote", article))
        markers = [spoken.children(note)[0] for note in notes]
        assert calls == [f"Note {number}" for number in range(1, len(notes) + 1)], title
        assert [name_of(one).strip(". ") for one in markers] == [
            str(number) for number in range(1, len(notes) + 1)
        ], title
        total += len(calls)
    assert total > 100


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("unephrase§uneautre", []),
        ("uneautreunephrase§", ["unephrase§… / uneautreunephrase§…"]),  # another order
        ("unephraseuneautre§", ["unephrase§… / unephraseuneautre§…"]),  # a stray call
        ("unephrase§uneautreetplus", ["nothing / etplus…"]),
        ("unephrase§", ["uneautre… / …"]),
    ],
)
def test_what_is_out_of_order_is_told(read: str, told: list[str]) -> None:
    assert differences(blocks("Une phrase[@a2025].\n\nUne autre.\n"), read) == told
