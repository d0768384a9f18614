"""Files appear whole, all together, and the manifest is never ahead of them."""

import errno
import json

import pytest

from printkit.core.findings import ExitCode, PrintkitError
from printkit.deliver import publish as publishing
from printkit.deliver.build_lock import building
from printkit.deliver.manifest import manifest_bytes, read_manifest
from printkit.deliver.publish import entry_of, is_whole, publish, recover
from printkit.model import Artifact


def artifact(path, data=b"%PDF-1", publication="tract"):
    return Artifact(publication, "screen", "a6", path, 2, (105, 148), data, ("PDF/UA-1",))


def files(out):
    return sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())


def test_manifest_tells_what_stands_in_out(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf", b"hello")], kept=())
    document = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert document["version"] == 1
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
        }
    ]
    assert files(tmp_path) == ["manifest.json", "tract/a6.pdf"]


def test_kept_entries_stay_and_dropped_ones_go(tmp_path):
    publish(tmp_path, [artifact("tract/a6.pdf"), artifact("affiche/a3.pdf")], kept=())
    (tmp_path / "affiche" / "notes.txt").write_text("mine")
    kept = [e for e in read_manifest(tmp_path) if e["path"] == "tract/a6.pdf"]
    publish(tmp_path, [], kept=kept)
    assert files(tmp_path) == ["affiche/notes.txt", "manifest.json", "tract/a6.pdf"]


def test_a_publish_killed_before_the_journal_changes_nothing(tmp_path, monkeypatch):
    publish(tmp_path, [artifact("tract/a6.pdf", b"old")], kept=())

    def killed(out):
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, "_sync_folder", killed)
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
    plan = json.loads((tmp_path / ".staging/journal.json").read_text())
    for name, target in plan["moves"][:moves_done]:
        (tmp_path / ".staging" / name).replace(tmp_path / target)
    recover(tmp_path)
    assert [(tmp_path / a.path).read_bytes() for a in new] == [b"new six", b"new five"]
    assert all(is_whole(tmp_path, entry) for entry in read_manifest(tmp_path))
    assert not (tmp_path / ".staging").exists()


def test_a_full_disk_leaves_the_former_files_whole(tmp_path, monkeypatch):
    publish(tmp_path, [artifact("tract/a6.pdf", b"old")], kept=())

    def full(path, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publishing, "_write_through", full)
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
    entry = entry_of(artifact("tract/a6.pdf")) | {"path": path}
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
    def refused(*_paths):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(publishing.os, "link", refused)
    publish(tmp_path, [artifact("tract/a6.pdf", b"one"), artifact("site/a6.pdf", b"one")], kept=())
    assert (tmp_path / "site" / "a6.pdf").read_bytes() == b"one"
    assert (tmp_path / "site" / "a6.pdf").stat().st_nlink == 1


def test_folders_left_empty_go_with_their_files(tmp_path):
    publish(tmp_path, [artifact("site/tract/a6.pdf"), artifact("tract/a6.pdf")], kept=())
    kept = [entry for entry in read_manifest(tmp_path) if entry["path"] == "tract/a6.pdf"]
    publish(tmp_path, [], kept=kept)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "tract"]
