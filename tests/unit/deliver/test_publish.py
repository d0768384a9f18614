"""Files appear whole, all together, and the manifest is never ahead of them."""

import contextlib
import errno
import hashlib
import json
from dataclasses import replace

import pytest

from printkit.core.findings import ExitCode, PrintkitError
from printkit.deliver import publish as publishing
from printkit.deliver.build_lock import building
from printkit.deliver.manifest import manifest_bytes, read_manifest
from printkit.deliver.publish import entry_of, is_whole, publish, recover
from printkit.model import Artifact
from printkit.sandbox.below import Below
from printkit.sandbox.seal import sealed, unsealed


def artifact(path, data=b"%PDF-1", publication="tract"):
    return Artifact(publication, "screen", "a6", path, 2, (105, 148), data, ("PDF/UA-1",))


def files(out):
    return sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())


def test_manifest_tells_what_stands_in_out(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf", b"hello")], kept=())
    document = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert document["version"] == 2
    assert len(document["sha256"]) == 64
    assert document["artifacts"] == [
        {
            "publication": "tract",
            "edition": "screen",
            "format": "a6",
            "path": "tract/a6.pdf",
            "pages": 2,
            "trim_mm": [105, 148],
            "bytes": 5,
            "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "conformance": ["PDF/UA-1"],
            "part": "",
            "former": False,
        }
    ]
    assert files(tmp_path) == ["manifest.json", "tract/a6.pdf"]


def test_kept_entries_stay_and_dropped_ones_go(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf"), artifact("affiche/a3.pdf")], kept=())
    (tmp_path / "affiche" / "notes.txt").write_text("mine")
    kept = [e for e in read_manifest(tmp_path) if e.path == "tract/a6.pdf"]
    publish(tmp_path, [], kept=kept)
    assert files(tmp_path) == ["affiche/notes.txt", "manifest.json", "tract/a6.pdf"]


def test_a_publish_killed_before_the_journal_changes_nothing(tmp_path, monkeypatch):
    publish(tmp_path, [artifact("tract/a6.pdf", b"old")], kept=())

    def killed(files, name):
        raise KeyboardInterrupt

    monkeypatch.setattr(Below, "sync", killed)
    monkeypatch.setattr(publishing, "JOURNAL", "never.json")
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, [artifact("tract/a6.pdf", b"new")], kept=())
    monkeypatch.undo()
    recover(tmp_path)
    assert (tmp_path / "tract/a6.pdf").read_bytes() == b"old"
    assert all(is_whole(tmp_path, entry) for entry in read_manifest(tmp_path))
    assert files(tmp_path) == ["manifest.json", "tract/a6.pdf"]


@pytest.mark.parametrize("moves_done", [0, 1, 2])
def test_a_publish_killed_between_renames_is_finished_by_the_next(
    tmp_path, monkeypatch, moves_done
):
    old = [artifact("tract/a6.pdf", b"old six"), artifact("tract/a5.pdf", b"old five")]
    new = [artifact("tract/a6.pdf", b"new six"), artifact("tract/a5.pdf", b"new five")]
    publish(tmp_path, old, kept=())
    monkeypatch.setattr(publishing, "recover", lambda out: None)  # killed right after the journal
    publish(tmp_path, new, kept=())
    monkeypatch.undo()
    plan = unsealed((tmp_path / ".staging/journal.json").read_bytes())
    for name, target, _digest in plan["moves"][:moves_done]:
        (tmp_path / ".staging" / name).replace(tmp_path / target)
    recover(tmp_path)
    assert [(tmp_path / a.path).read_bytes() for a in new] == [b"new six", b"new five"]
    assert all(is_whole(tmp_path, entry) for entry in read_manifest(tmp_path))
    assert not (tmp_path / ".staging").exists()


def test_a_full_disk_leaves_the_former_files_whole(tmp_path, monkeypatch):
    publish(tmp_path, [artifact("tract/a6.pdf", b"old")], kept=())

    def full(files, name, data, *, sync=False):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Below, "write", full)
    with pytest.raises(PrintkitError) as caught:
        publish(tmp_path, [artifact("tract/a6.pdf", b"new")], kept=())
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert "No space left" in caught.value.findings[0].message
    assert (tmp_path / "tract/a6.pdf").read_bytes() == b"old"
    assert files(tmp_path) == ["manifest.json", "tract/a6.pdf"]


def test_an_unchanged_manifest_is_not_written_again(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf")], kept=())
    before = (tmp_path / "manifest.json").stat().st_mtime_ns
    publish(tmp_path, [], kept=read_manifest(tmp_path))
    assert (tmp_path / "manifest.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\b", "", 3])
def test_a_doctored_manifest_points_nowhere_outside(tmp_path, path):
    entry = replace(entry_of(artifact("tract/a6.pdf")), path=path)
    (tmp_path / "manifest.json").write_bytes(manifest_bytes([entry]))
    assert read_manifest(tmp_path) == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2, "artifacts": []}', '{"version": 1}']
)
def test_a_damaged_manifest_is_an_empty_one(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    assert read_manifest(tmp_path) == ()


def test_a_second_build_waits_and_says_so(tmp_path):
    waits = []
    with building(tmp_path, on_wait=lambda: waits.append("first")):
        with (
            pytest.raises(PrintkitError) as caught,
            building(tmp_path, on_wait=lambda: waits.append("second"), patience_s=0.05),
        ):
            pytest.fail("two builds at once")
        assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    with building(tmp_path, on_wait=lambda: waits.append("third")):
        pass
    assert waits == ["second"]


def test_files_with_equal_bytes_are_one_on_the_disk(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf", b"one"), artifact("site/a6.pdf", b"one")], kept=())
    publish(tmp_path, [artifact("site/copy.pdf", b"one")], kept=list(read_manifest(tmp_path)))
    one, two, three = (
        (tmp_path / name).stat().st_ino for name in ("tract/a6.pdf", "site/a6.pdf", "site/copy.pdf")
    )
    assert one == two == three


def test_a_new_version_of_one_leaves_its_twin_alone(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf", b"one"), artifact("site/a6.pdf", b"one")], kept=())
    publish(tmp_path, [artifact("tract/a6.pdf", b"two")], kept=list(read_manifest(tmp_path)))
    assert (tmp_path / "site" / "a6.pdf").read_bytes() == b"one"
    assert all(is_whole(tmp_path, entry) for entry in read_manifest(tmp_path))


def test_a_twin_changed_by_hand_is_not_linked(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf", b"one")], kept=())
    (tmp_path / "tract" / "a6.pdf").write_bytes(b"annotated")
    publish(tmp_path, [artifact("site/a6.pdf", b"one")], kept=list(read_manifest(tmp_path)))
    assert (tmp_path / "site" / "a6.pdf").read_bytes() == b"one"


def test_a_disk_without_links_holds_copies(tmp_path, monkeypatch):
    def refused(*_paths, **_options):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("os.link", refused)
    publish(tmp_path, [artifact("tract/a6.pdf", b"one"), artifact("site/a6.pdf", b"one")], kept=())
    assert (tmp_path / "site" / "a6.pdf").read_bytes() == b"one"
    assert (tmp_path / "site" / "a6.pdf").stat().st_nlink == 1


def test_folders_left_empty_go_with_their_files(tmp_path):
    publish(tmp_path, [artifact("site/tract/a6.pdf"), artifact("tract/a6.pdf")], kept=())
    kept = [entry for entry in read_manifest(tmp_path) if entry.path == "tract/a6.pdf"]
    publish(tmp_path, [], kept=kept)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "tract"]


def test_a_file_no_longer_made_goes_only_if_it_is_as_it_was_made(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf"), artifact("tract/a5.pdf", b"five")], kept=())
    (tmp_path / "tract/a5.pdf").write_bytes(b"with my notes")
    assert publish(tmp_path, [], kept=()) == ("tract/a5.pdf",)
    assert files(tmp_path) == ["manifest.json", "tract/a5.pdf"]


FORGED = [
    {"moves": [["0000", "../../somewhere", "SHA"]], "remove": [["../../precious", "SHA"]]},
    {"moves": [["../../precious", "mine.pdf", "SHA"]], "remove": []},
    {"moves": [["0000", "/etc/passwd", "SHA"]], "remove": [["/precious", "SHA"]]},
    {"moves": [["0000", "link/precious", "SHA"]], "remove": [["link/precious", "SHA"]]},
    {"moves": [["0000", "a\0b", "SHA"]], "remove": [["..", "SHA"], [".", "SHA"], ["", "SHA"]]},
    {"moves": [["0000"]], "remove": ["precious", 3, None]},
    {"moves": 3, "remove": {"a": 1}},
    [],
    None,
]


@pytest.mark.parametrize("plan", FORGED, ids=str)
@pytest.mark.parametrize("ours", [False, True], ids=["forged", "sealed"])
def test_a_journal_moves_and_removes_nothing_outside(tmp_path, plan, ours):
    """Even one that bears our seal: its paths are looked at all the same."""
    home = tmp_path / "home"
    out = home / "project" / "out"
    (out / ".staging").mkdir(parents=True)
    (home / "precious").write_bytes(b"mine")
    (out / "link").symlink_to(home)
    (out / ".staging" / "0000").write_bytes(b"mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    text = json.dumps(plan).replace("SHA", digest)
    journal = sealed(json.loads(text)) if ours else text.encode()
    (out / ".staging" / "journal.json").write_bytes(journal)
    with contextlib.suppress(PrintkitError):
        recover(out)
    assert (home / "precious").read_bytes() == b"mine"
    assert sorted(path.name for path in home.iterdir()) == ["precious", "project"]
    assert [path.name for path in (home / "project").iterdir()] == ["out"]


@pytest.mark.parametrize("make", ["link", "file"])
def test_an_out_that_is_no_folder_of_ours_is_refused(tmp_path, make):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    out = tmp_path / "out"
    if make == "link":
        out.symlink_to(elsewhere)
    else:
        out.write_text("mine")
    for door in (lambda: publish(out, [artifact("tract/a6.pdf")], kept=()), lambda: recover(out)):
        with pytest.raises(PrintkitError) as caught:
            door()
        assert caught.value.exit_code is ExitCode.CANNOT_WRITE
        assert "out is a link or a file" in caught.value.findings[0].message
    assert files(elsewhere) == ["mine.txt"]


def test_a_publications_folder_that_is_a_link_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "tract").symlink_to(elsewhere)
    with pytest.raises(PrintkitError) as caught:
        publish(out, [artifact("tract/a6.pdf")], kept=())
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert files(elsewhere) == []


def test_a_manifest_through_a_link_names_nothing_of_ours(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"%PDF-1")
    out = tmp_path / "out"
    out.mkdir()
    (out / "link").symlink_to(elsewhere)
    entry = entry_of(artifact("link/precious"))
    (out / "manifest.json").write_bytes(manifest_bytes([entry]))
    assert not is_whole(out, entry)
    publish(out, [], kept=())
    assert files(elsewhere) == ["precious"]


def test_every_flipped_bit_of_a_manifest_is_seen(tmp_path):
    good = manifest_bytes([entry_of(artifact("tract/a6.pdf"))])
    for place in range(len(good)):
        damaged = bytearray(good)
        damaged[place] ^= 1 << (place % 8)
        (tmp_path / "manifest.json").write_bytes(damaged)
        found = read_manifest(tmp_path)
        assert found in ((), tuple(json.loads(good)["artifacts"])), place
