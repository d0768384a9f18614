"""Two builds compared: what changed is found, shown and told; what did not is not."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from weasyprint import HTML

from printkit.cli import entry
from printkit.compare.comparison import compare
from printkit.compare.differ import gaps, without_moves
from printkit.compare.differences import Comparison, Unreadable
from printkit.compare.pairing import pair_pages
from printkit.core.i18n import use_language
from printkit.report.diff_html import FileDiff, diff_report
from printkit.sandbox.child import call_apart
from support.in_child import counted
from unit.report.test_preflight_html import parsed

CSS = """
@page { size: 100mm 100mm; margin: 18mm 12mm; @top-left { content: string(head) }
        @bottom-right { content: counter(page) } }
@page :left { @top-left { content: "Le titre du livre" } @bottom-left { content: counter(page) }
              @bottom-right { content: none } }
h1 { string-set: head content(); font-size: 14pt; break-before: page }
body { font: 10pt/14pt serif } p { margin: 0 0 6pt; orphans: 1; widows: 1 }
"""
CHAPTERS = {
    "Eau": "La rivière monte au printemps et baisse en été, on le sait depuis longtemps.",
    "Travail": "Des mains trient des images toute la journée, et nul ne les nomme jamais.",
    "École": "On apprend à lire dans des livres que des gens ont écrits pour des enfants.",
    "Guerre": "Une liste de noms sort d’un calcul, puis quelqu’un doit encore décider seul.",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    use_language("en")
    yield
    use_language("en")


def pdf(body: str | dict[str, str], style: str = "") -> bytes:
    if isinstance(body, dict):
        body = "".join(f"<h1>{title}</h1><p>{text}</p>" for title, text in body.items())
    page = f"<html lang=fr><title>t</title><style>{CSS}{style}</style>{body}"
    data: bytes = HTML(string=page).write_pdf()
    return data


def compared(old: Any, new: Any, style: str = "") -> Comparison:
    found = compare(pdf(old), pdf(new, style))
    assert isinstance(found, Comparison)
    return found


def places(found: Comparison) -> list[tuple[int | None, int | None]]:
    return [(p.old and p.old.number, p.new and p.new.number) for p in found.changed]


def test_a_stop_after_a_call_is_no_word_whatever_runs_it_is_drawn_in():
    said = "<p>Elle recule<sup>14</sup>, puis elle monte encore et encore.</p>"
    style = "sup { font-size: .66em; line-height: 0 } abbr { border: 0 }"
    found = compare(
        pdf({"Un": said}, style),
        pdf({"Un": said.replace(", puis", ", <abbr title=après>puis</abbr>")}, style),
    )
    assert isinstance(found, Comparison)
    assert places(found) == []


def test_the_same_book_needs_no_second_look():
    found = compared(CHAPTERS, CHAPTERS)
    assert found.changed == ()
    assert not any(pair.moved or pair.flowed for pair in found.pairs)


def test_a_word_is_found_told_and_marked_on_both_pages():
    changed = CHAPTERS | {"Travail": CHAPTERS["Travail"].replace("journée", "nuit")}
    (page,) = compared(CHAPTERS, changed).changed
    (text,) = page.texts
    assert (text.old, text.new) == ("journée,", "nuit,")
    assert text.before.endswith("images toute la")
    assert text.after.startswith("et nul ne")
    for side in (page.old, page.new):
        assert side is not None
        (mark,) = side.marks
        assert mark.kind == "text"
        left, top, right, bottom = mark.rect
        assert 0 < left < right < side.size_pt[0]
        assert 0 < top < bottom < side.size_pt[1]
        assert side.picture.startswith(b"\x89PNG")


def test_an_inserted_page_moves_the_others_and_changes_none():
    items = list(CHAPTERS.items())
    longer = dict([*items[:1], ("Neuf", "Un chapitre tout neuf que l’on n’avait pas."), *items[1:]])
    found = compared(CHAPTERS, longer)
    assert places(found) == [(None, 2)]
    assert [p.moved for p in found.pairs if not p.changed] == [False, True, True, True]


def test_a_page_taken_out_is_one_page():
    shorter = {title: text for title, text in CHAPTERS.items() if title != "Travail"}
    assert places(compared(CHAPTERS, shorter)) == [(2, None)]


def test_a_rewritten_page_stays_one_page():
    changed = CHAPTERS | {"École": "Tout autre chose occupe désormais ces lignes courtes."}
    assert places(compared(CHAPTERS, changed)) == [(3, 3)]


def test_a_line_turned_to_the_next_page_is_no_change():
    body = "".join(f"<p>Alinéa {n} du long texte, numéro {n} de sa série.</p>" for n in range(27))
    found = compared(body, f"<p>Une ligne de plus.</p>{body}")
    assert [page.texts[0].new for page in found.changed] == ["Une ligne de plus."]
    assert any(pair.flowed for pair in found.pairs)


@pytest.mark.parametrize(
    "style",
    ["p { color: #c00 }", "p { font-weight: bold }", "p { font-size: 10.6pt; line-height: 14pt }"],
    ids=["colour", "weight", "size"],
)
def test_words_set_otherwise(style: str):
    found = compared(CHAPTERS, CHAPTERS, style)
    assert places(found) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert all(page.looks > 3 and not page.texts for page in found.changed)


def test_a_drawing_that_changes_is_marked_where_it_is():
    before = '<p>Un dessin</p><div style="width: 20mm; height: 20mm; background: #c00"></div>'
    (page,) = compared(before, before.replace("#c00", "#060")).changed
    assert (page.texts, page.looks, page.drawings) == ((), 0, 1)
    assert page.new is not None
    (mark,) = page.new.marks
    assert mark.rect[2] - mark.rect[0] == pytest.approx(57, abs=15)


def test_heads_and_folios_are_told_once_for_all():
    book = {f"{title} {n}": text for n in range(3) for title, text in CHAPTERS.items()}
    found = compare(pdf(book), pdf(book, '@page :left { @top-left { content: "Autre titre" } }'))
    assert isinstance(found, Comparison)
    assert found.changed == ()
    assert found.heads_gone == ("Le titre du livre",)
    assert found.heads_new == ("Autre titre",)


def test_a_line_that_reads_like_a_head_elsewhere_is_compared():
    contents = "<p>Sommaire</p><p>Eau 2</p><p>Sources {}</p>"
    rest = "".join(f"<h1>Sources</h1><p>La liste numéro {n}.</p>" for n in range(6))
    found = compared(contents.format(8) + rest, contents.format(9) + rest)
    ((text,),) = [page.texts for page in found.changed]
    assert (text.old, text.new) == ("8", "9")


def test_a_word_broken_by_a_line_is_the_same_word():
    text = (
        "<p style='width: {}mm; hyphens: auto'>Une organisation internationale gouvernementale</p>"
    )
    found = compared(text.format(40), text.format(62))
    assert found.changed == ()
    assert found.pairs[0].flowed


words = st.lists(st.sampled_from("abcdefg"), max_size=40)


@given(words, words)
def test_gaps_turn_one_text_into_the_other(old: list[str], new: list[str]):
    made: list[str] = []
    at = 0
    for i1, i2, j1, j2 in gaps(old, new):
        assert old[at:i1] == new[len(made) : j1]
        made += old[at:i1] + new[j1:j2]
        at = i2
    assert made + old[at:] == new


def test_long_texts_are_anchored_not_searched():
    old = [f"mot{n % 700}" if n % 3 else f"rare{n}" for n in range(40_000)]
    new = [*old[:10_000], "entre", *old[10_000:30_000], *old[30_100:]]
    began = time.perf_counter()
    assert gaps(old, new) == [(10_000, 10_000, 10_000, 10_001), (30_000, 30_100, 30_001, 30_001)]
    assert time.perf_counter() - began < 5


def test_moves_are_told_apart_from_changes():
    old, new = ["a", "b", "c", "d", "e", "f", "g", "X"], ["e", "f", "g", "a", "b", "c", "d", "Y"]
    true, moved = without_moves(gaps(old, new), old, new)
    assert [(old[a:b], new[c:d]) for a, b, c, d in true] == [(["X"], ["Y"])]
    assert moved


@pytest.mark.parametrize(
    ("shared", "old", "new", "pairs"),
    [
        ({(0, 0): 9, (1, 2): 9}, [9, 9], [9, 9, 9], [(0, 0), (None, 1), (1, 2)]),
        ({(0, 1): 9, (1, 0): 9}, [9, 9], [9, 9], [(0, None), (1, 0), (None, 1)]),
        ({}, [9, 9], [9, 9], [(0, 0), (1, 1)]),
        ({(0, 0): 9, (2, 1): 9}, [9, 0, 9], [9, 9], [(0, 0), (1, None), (2, 1)]),
        ({(0, 0): 1}, [99], [99, 99], [(0, None), (None, 0), (None, 1)]),
        ({}, [0], [0, 9], [(0, 0), (None, 1)]),
    ],
    ids=["inserted", "swapped", "rewritten", "a blank gone", "too unlike", "wordless"],
)
def test_pairing(
    shared: dict[tuple[int, int], int],
    old: list[int],
    new: list[int],
    pairs: list[tuple[int | None, int | None]],
):
    assert pair_pages(shared, old, new) == pairs


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    plain, out = io.BytesIO(), io.BytesIO()
    writer.write(plain)
    with pikepdf.open(plain) as one:
        one.save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    return out.getvalue()


def of_pages(count: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(count):
        writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7 nothing", "damaged"),
        (locked(), "password"),
        (of_pages(1001), "too-many-pages"),
    ],
    ids=["empty", "damaged", "password", "pages"],
)
def test_what_cannot_be_read_is_said_of_the_right_file(data: bytes, reason: str):
    good = of_pages(1)
    assert compare(data, good) == Unreadable("old", reason)  # type: ignore[arg-type]
    assert compare(good, data) == Unreadable("new", reason)  # type: ignore[arg-type]


def test_a_child_tells_how_far_it_is():
    heard: list[tuple[int, int]] = []
    found = call_apart(
        counted, 3, timeout_s=30, tell=lambda done, total: heard.append((done, total))
    )
    assert found == 3
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_child_that_takes_too_long_is_ended():
    began = time.perf_counter()
    assert call_apart(time.sleep, 60, timeout_s=1) is None
    assert time.perf_counter() - began < 20


def built(folder: Path, files: dict[str, bytes]) -> Path:
    entries = []
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        edition = path.rsplit(".", 1)[0].rsplit("-", 1)[1]
        publication = path.split("/")[0]
        one = {
            "publication": publication,
            "edition": edition,
            "format": "a5",
            "path": path,
            "sha256": "",
        }
        entries.append(one | {"pages": 1, "bytes": len(data)})
    (folder / "manifest.json").write_text(json.dumps({"version": 1, "artifacts": entries}))
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = entry.run(["diff", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_two_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one, other = pdf(CHAPTERS), pdf(CHAPTERS | {"Eau": "La rivière est à sec."})
    old = built(tmp_path / "a", {"p/p-screen.pdf": one, "p/p-press.pdf": one, "p/q-mono.pdf": one})
    new = built(tmp_path / "b" / "out", {"p/p-screen.pdf": other, "p/p-press.pdf": other})
    target = tmp_path / "rapport.html"
    code, out, _err = run(capsys, old, new.parent, "-o", target)
    assert code == 0
    assert out.splitlines() == [
        "p/p-screen.pdf: 1 page changed",
        "p/p-press.pdf: changed; its pages are not shown here",
        "p/q-mono.pdf: only in the old build",
        f"written: {target.as_posix()}",
    ]
    html = target.read_text("utf-8")
    parsed(html)
    assert html.count("data:image/png") == 2
    assert not re.search(r'(?:src|href)="(?!#|data:)', html)
    assert "<script" not in html


def test_copies_on_the_download_page_are_not_compared_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    one, other = pdf(CHAPTERS), pdf(CHAPTERS | {"Eau": "La rivière est à sec."})
    old = built(tmp_path / "a", {"p/p-screen.pdf": one, "site/p/p-screen.pdf": one})
    new = built(tmp_path / "b", {"p/p-screen.pdf": other, "site/p/p-screen.pdf": other})
    _code, out, _err = run(capsys, old, new, "-o", tmp_path / "r.html")
    assert out.splitlines()[:-1] == ["p/p-screen.pdf: 1 page changed"]


def test_another_edition_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one, other = pdf(CHAPTERS), pdf(CHAPTERS | {"Eau": "La rivière est à sec."})
    old = built(tmp_path / "a", {"p/p-screen.pdf": one, "p/p-press.pdf": one})
    new = built(tmp_path / "b", {"p/p-screen.pdf": other, "p/p-press.pdf": other})
    _code, out, _err = run(capsys, old, new, "--edition", "press", "-o", tmp_path / "r.html")
    assert "p/p-press.pdf: 1 page changed" in out
    assert "p/p-screen.pdf: changed; its pages are not shown here" in out


@pytest.mark.parametrize(
    ("old", "new", "more", "said"),
    [
        ("none.pdf", "a.pdf", [], "there is no file or folder"),
        ("a.pdf", ".", [], "one of the two is a folder"),
        ("empty", "empty", [], "holds nothing that printkit built"),
        ("a.pdf", "a.pdf", ["--edition", "press"], "not within a file"),
        ("built", "built", ["--edition", "pres"], "neither folder holds"),
    ],
)
def test_misuse(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    more: list[str],
    said: str,
):
    (tmp_path / "empty").mkdir()
    built(tmp_path / "built", {"p/p-press.pdf": b"x"})
    (tmp_path / "a.pdf").write_bytes(of_pages(1))
    code, _out, err = run(capsys, tmp_path / old, tmp_path / new, *more)
    assert code == 2
    assert said in err


def test_a_damaged_file_is_one_error_and_the_report_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "a.pdf").write_bytes(of_pages(1))
    (tmp_path / "b.pdf").write_bytes(b"no pdf")
    code, _out, err = run(capsys, tmp_path / "a.pdf", tmp_path / "b.pdf", "-o", tmp_path / "r.html")
    assert code == 1
    assert "b.pdf:1:1: error[unreadable] this is not a PDF, or it is damaged" in err
    assert "could not be compared" in (tmp_path / "r.html").read_text("utf-8")


def test_the_report_escapes_and_speaks_french():
    found = compare(pdf("<p>Un &lt;script&gt; ici</p>"), pdf("<p>Un &lt;b onclick=1&gt; ici</p>"))
    assert isinstance(found, Comparison)
    use_language("fr")
    html = diff_report([FileDiff("a<b>.pdf", "…", found, differs=True)], "a", "b")
    parsed(html)
    assert "&lt;script&gt;" in html
    assert "<b onclick" not in html
    assert "Pour approuver la réimpression" in html
