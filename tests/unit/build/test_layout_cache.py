"""A cached layout comes back as it was, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.model import EngineWarning, FitResult, NotePlace, RenderedChapter

KEY = "ab" * 32
LAYOUT = RenderedChapter(
    key=KEY,
    pdf=b"%PDF-1.7 ...",
    page_count=3,
    anchors={"un.top": 0, "un.é": 2},
    warnings=(EngineWarning("Ignored", "a.css", 3, 4), EngineWarning("Non")),
    fit=(FitResult("title", 12.5, 0.0, 1.5, 30, 4),),
    notes=(NotePlace("un.fn-1", 0, 0), NotePlace("un.fn-2", 1, None)),
    missing="漢",
    refused_urls=("file:///a",),
    seconds=0.25,
)


def file_of(folder: Path) -> Path:
    (found,) = [path for path in folder.rglob("*") if path.is_file()]
    return found


def test_what_is_put_comes_back(tmp_path: Path):
    store = LayoutCache(tmp_path)
    assert store.get(KEY) is None
    store.put(LAYOUT)
    assert LayoutCache(tmp_path).get(KEY) == LAYOUT


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "other", "foreign"])
def test_a_damaged_file_is_a_miss(tmp_path: Path, damage: str):
    store = LayoutCache(tmp_path)
    store.put(LAYOUT)
    path = file_of(tmp_path)
    data = path.read_bytes()
    path.write_bytes(
        {
            "empty": b"",
            "cut": data[:-3],
            "flipped": data[:50] + bytes([data[50] ^ 1]) + data[51:],
            "other": data[::-1],
            "foreign": b"\x80\x04K\x01.",
        }[damage]
    )
    assert store.get(KEY) is None
    store.put(LAYOUT)
    assert store.get(KEY) == LAYOUT


def test_another_layouts_file_is_a_miss(tmp_path: Path):
    store = LayoutCache(tmp_path)
    store.put(LAYOUT)
    path = file_of(tmp_path)
    other = "ab" + "cd" * 31
    path.rename(path.with_name(other[2:]))
    assert store.get(other) is None


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    store = LayoutCache(blocked)
    store.put(LAYOUT)
    assert store.get(KEY) is None


def test_what_was_used_longest_ago_goes_first(tmp_path: Path):
    import os

    store = LayoutCache(tmp_path)
    store.put(LAYOUT)
    os.utime(file_of(tmp_path), (1, 1))
    other = RenderedChapter(key="cd" * 32, pdf=b"x" * 200, page_count=1, anchors={})
    LayoutCache(tmp_path, max_bytes=600).put(other)
    assert LayoutCache(tmp_path).get(KEY) is None
    assert LayoutCache(tmp_path).get(other.key) == other


def test_halves_left_by_a_kill_are_removed(tmp_path: Path):
    half = tmp_path / "ab" / "cd.1.part"
    half.parent.mkdir()
    half.write_bytes(b"half")
    LayoutCache(tmp_path).put(LAYOUT)
    assert not half.exists()


def test_a_notebook_keeps_what_the_last_build_asked_for(tmp_path: Path):
    def never() -> str:
        raise AssertionError("it was known")

    path = tmp_path / "references.json"
    first = ReferenceCache(path, "program 1")
    assert first("a", lambda: "Un") == "Un"
    assert first("b", lambda: "Deux") == "Deux"
    first.save()
    second = ReferenceCache(path, "program 1")
    assert second("a", never) == "Un"
    second.save()
    assert ReferenceCache(path, "program 1")("b", lambda: "neuf") == "neuf"
    assert ReferenceCache(path, "program 2")("a", lambda: "neuf") == "neuf"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"program": "1", "texts": 3}', "\x00"])
def test_a_damaged_notebook_is_empty(tmp_path: Path, text: str):
    path = tmp_path / "references.json"
    path.write_text(text)
    assert ReferenceCache(path, "1")("a", lambda: "neuf") == "neuf"


def test_bytes_are_made_once(tmp_path: Path):
    made = []

    def make() -> bytes:
        made.append(1)
        return b"face"

    assert [LayoutCache(tmp_path).bytes_of(KEY, make) for _ in range(2)] == [b"face", b"face"]
    assert len(made) == 1
