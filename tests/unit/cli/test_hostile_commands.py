"""Commands on files made to break readers: each ends soon, with words and an exit code, no traceback."""

from __future__ import annotations

import logging
import re
import resource
import time
from pathlib import Path

import pytest

from printkit.cli import check_command, check_fix, entry, impose_isolated
from printkit.core.findings import ExitCode
from printkit.preflight.repair import repair
from printkit.preflight.runner import preflight
from support.hostile_sample import DAMAGED, STRANGE, bomb, laughs

SECONDS = 10.0
ENDS = {ExitCode.CLEAN, ExitCode.FINDINGS}
COMMANDS = (["impose"], ["impose", "--annotations"], ["check"], ["check", "--fix"])


@pytest.fixture
def here(tmp_path, monkeypatch):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "PRINTKIT_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    logging.disable()  # as children do
    yield tmp_path
    logging.disable(logging.NOTSET)
    entry.use_language("en")


@pytest.fixture
def in_process(monkeypatch):
    """Do without children, so that what they would die of is seen here."""
    monkeypatch.setattr(impose_isolated, "call_apart", lambda work, *given, **limits: work(*given))
    monkeypatch.setattr(
        check_command, "preflight_apart", lambda data, job: (preflight(data, job), True)
    )
    monkeypatch.setattr(check_fix, "repair_apart", repair)


def told(words: list[str], data: bytes, capsys) -> tuple[int, str]:
    """Run a command on a file; returns its exit code and what it said on both channels."""
    Path("x.pdf").write_bytes(data)
    code = entry.run([*words, "x.pdf"])
    said = "".join(capsys.readouterr())
    assert code in ENDS, said
    assert "Traceback" not in said
    return code, said


#: What takes a child's whole time is tried in one, below.
HEAVY = {"an image that declares a gigabyte"}


@pytest.mark.parametrize("name", [*DAMAGED, *(name for name in STRANGE if name not in HEAVY)])
def test_every_command_answers(name, here, in_process, capsys):
    data = {**DAMAGED, **STRANGE}[name]
    for words in COMMANDS:
        started = time.process_time()
        code, said = told(words, data, capsys)
        assert time.process_time() - started < SECONDS
        if words[0] == "check":
            assert code == ExitCode.FINDINGS
            assert re.search(r"error\[[a-z-]+\] \w", said), said
        else:
            assert re.search(r"^written: |error\[[a-z-]+\] \w", said), said


@pytest.mark.deep
@pytest.mark.parametrize("words", [["impose"], ["check", "--fix"]], ids=" ".join)
@pytest.mark.parametrize(
    ("make", "refused"),
    [
        (lambda: bomb(70_000_000, times=100), True),  # 7 GB once unpacked and joined
        (lambda: bomb(400_000_000), False),
        (lambda: laughs(12, 20), False),
        (lambda: STRANGE["an image that declares a gigabyte"], False),  # placed as it is
    ],
    ids=["bombs joined", "bomb", "forms of forms", "a gigabyte declared"],
)
def test_what_is_too_much_is_refused_in_time_and_memory(words, make, refused, here, capsys):
    started = time.monotonic()
    code, _said = told(words, make(), capsys)
    assert time.monotonic() - started < 60
    if refused or words[0] == "check":
        assert code == ExitCode.FINDINGS
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert kilobytes < 3_000_000
