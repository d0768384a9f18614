"""A child is isolated, walled in, mortal, and believed in nothing it says but plain values."""

import contextlib
import io
import os
import pickle
import sys
from pathlib import Path

import pytest

from printkit.sandbox import child, walls
from printkit.sandbox.answers import Answers, written
from printkit.sandbox.child import call_apart
from support import in_child


def test_a_child_sees_neither_the_folder_nor_the_users_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SECRET", "word")
    folder, path, names = call_apart(in_child.surroundings, timeout_s=20)
    assert folder != str(tmp_path)
    assert not {"", ".", str(tmp_path), folder} & set(path)
    assert set(names) <= {
        *("PATH", "DYLD_FALLBACK_LIBRARY_PATH", "LD_LIBRARY_PATH", "SYSTEMROOT"),
        *("HOME", "TMPDIR", "LC_ALL"),
    }


@pytest.mark.parametrize(
    ("work", "seconds"),
    [(in_child.spinning, 0.5), (in_child.hungry, 20), (in_child.dead, 20)],
    ids=["spins", "eats", "dies"],
)
def test_a_child_that_takes_too_much_or_dies_answers_nothing(work, seconds):
    assert call_apart(work, timeout_s=seconds) is None


def test_what_is_our_fault_is_said():
    with pytest.raises(RuntimeError, match="LookupError: words"):
        call_apart(in_child.raising, timeout_s=20)


def test_a_child_that_was_stopped_is_replaced(tmp_path, monkeypatch):
    mark = tmp_path / "mark"
    looked = child.is_stopped

    def look(pid: int) -> bool:
        stopped = looked(pid)
        if stopped:
            mark.touch()
        return stopped

    monkeypatch.setattr(child, "_LOOK_S", 0.1)
    monkeypatch.setattr(child, "is_stopped", look)
    assert call_apart(in_child.stopping_once, str(mark), timeout_s=10) == "second"


@pytest.mark.skipif("landlock" not in walls.available(), reason="this kernel has no Landlock")
@pytest.mark.parametrize("what", ["read", "write", "delete"])
def test_landlock_leaves_no_other_file(tmp_path, what):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    assert call_apart(in_child.tried, what, str(precious), timeout_s=20) == "PermissionError"
    assert precious.read_text() == "mine"


@pytest.mark.skipif("landlock" not in walls.available(), reason="this kernel has no Landlock")
def test_landlock_leaves_what_is_named(tmp_path):
    (tmp_path / "a").write_text("x")
    for what, target in [("read", tmp_path / "a"), ("list", tmp_path)]:
        told = call_apart(in_child.tried, what, str(target), timeout_s=20, reads=[tmp_path])
        assert told == "reached"
    told = call_apart(in_child.tried, "write", str(tmp_path / "a"), timeout_s=20, reads=[tmp_path])
    assert told == "PermissionError"


@pytest.mark.skipif("seccomp" not in walls.available(), reason="this kernel has no seccomp")
@pytest.mark.parametrize("what", ["connect", "start", "fork"])
def test_seccomp_leaves_no_network_and_no_process(what):
    assert call_apart(in_child.tried, what, "", timeout_s=20) == "PermissionError"


def test_what_is_no_plain_value_is_not_believed():
    assert call_apart(in_child.lying, timeout_s=20) is None


class _Runs:
    def __reduce__(self):
        return os.system, ("touch /nowhere/at/all",)


@pytest.mark.parametrize(
    "data",
    [
        written("done", _Runs()),
        b"\0" * 7 + b"\x01x",
        b"\xff" * 8,
        pickle.dumps(1),
        written("done", sys.exit),
        written("done", io.StringIO()),
    ],
    ids=["a call", "no pickle", "too long", "no length", "a function", "an object"],
)
def test_answers_that_are_none(data: bytes):
    with contextlib.suppress(ValueError):
        assert list(Answers().take(data)) == []


def test_answers_come_in_pieces():
    both = written("progress", (1, 2)) + written("done", {"a": [Path("x"), frozenset({1})]})
    answers = Answers()
    found = [one for byte in both for one in answers.take(bytes([byte]))]
    assert found == [("progress", (1, 2)), ("done", {"a": [Path("x"), frozenset({1})]})]


def test_a_block_ends_when_its_processor_time_is_spent():
    with pytest.raises(walls.OvertimeError), walls.within(0.05):
        in_child.spinning()
    with walls.within(30):
        pass
