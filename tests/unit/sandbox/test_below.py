"""A path below a folder leads nowhere else, whatever it is called and whatever lies there."""

import os

import pytest

from printkit.sandbox import below
from printkit.sandbox.below import Below, OutsideError, parts_of, read_inside

BAD = [
    *("", ".", "..", "/", "/etc/passwd", "a/../b", "../a", "a/..", "a//b", "a/", "./a", "a\\b"),
    *(
        "C:x",
        "a\0b",
        "a\nb",
        "a" * 201,
        "é" * 101,
        "nul",
        "COM1.pdf",
        "a.",
        "a ",
        "a|b",
        'a"b',
        "a?",
    ),
    *("e\u0301", "\ud800", "\u202egpj", "/".join("abcdefgh" * 200), None, 3, b"a", ["a"]),
]


@pytest.mark.parametrize("name", BAD, ids=lambda name: ascii(name)[:30])
def test_names_that_are_none(tmp_path, name):
    assert parts_of(name) is None
    if isinstance(name, str):
        for act in (Below(tmp_path).read, Below(tmp_path).remove):
            with pytest.raises(OSError, match=r"."):
                act(name)


@pytest.mark.parametrize("name", ["a", "a/b.pdf", "é/ß", ".staging/0000", "a-b_c.tar.gz"])
def test_names_that_are(tmp_path, name):
    files = Below(tmp_path)
    files.make(name.rpartition("/")[0])
    files.write(name, b"x", sync=True)
    assert files.read(name) == (tmp_path / name).read_bytes() == b"x"
    files.move(name, f"other/{name}")
    assert not files.is_file(name)
    files.remove(f"other/{name}")
    files.drop_empty(f"other/{name}".rpartition("/")[0])
    assert not (tmp_path / "other").exists()


@pytest.fixture(params=[True, False], ids=["descriptors", "names"])
def trap(tmp_path, monkeypatch, request):
    """Return a folder in which ``link`` and ``file`` are links to what is precious."""
    monkeypatch.setattr(below, "_HAS_DESCRIPTORS", request.param and below._HAS_DESCRIPTORS)
    home = tmp_path / "home"
    home.mkdir()
    (home / "precious").write_text("mine")
    root = tmp_path / "root"
    root.mkdir()
    (root / "mine.pdf").write_text("x")
    (root / "link").symlink_to(home)
    (root / "file").symlink_to(home / "precious")
    yield root
    assert [path.name for path in home.iterdir()] == ["precious"]
    assert (home / "precious").read_text() == "mine"


ACTS = {
    "read": lambda files: files.read("link/precious"),
    "read a link": lambda files: files.read("file"),
    "write": lambda files: files.write("link/new", b"x"),
    "write over": lambda files: files.write("file", b"x"),
    "remove": lambda files: files.remove("link/precious"),
    "move there": lambda files: files.move("mine.pdf", "link/new"),
    "move from there": lambda files: files.move("link/precious", "mine.pdf"),
    "make": lambda files: files.make("link/new"),
    "link": lambda files: files.link("link/precious", "twin"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_link_is_crossed(trap, act):
    with pytest.raises(OSError, match=r"."):
        act(Below(trap))


def test_a_link_at_a_files_place_is_replaced(trap):
    Below(trap).move("mine.pdf", "file")
    assert not (trap / "file").is_symlink()
    Below(trap).remove("link")
    assert not (trap / "link").is_symlink()


def test_read_inside_takes_links_that_stay(trap):
    (trap / "also").symlink_to(trap / "mine.pdf")
    assert read_inside(trap / "also", trap) == b"x"
    for path in (trap / "link" / "precious", trap / "file", trap / ".." / "home" / "precious"):
        with pytest.raises(OutsideError):
            read_inside(path, trap)
    with pytest.raises(OSError, match="large"):
        read_inside(trap / "mine.pdf", trap, most=0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=r"."):
        Below(tmp_path).read("pipe")
    with pytest.raises(OSError, match=r"."):
        read_inside(tmp_path / "pipe", tmp_path)
