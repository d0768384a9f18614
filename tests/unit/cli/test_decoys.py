"""A project's folder is data: nothing that lies in it runs, whatever command is called there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from printkit.cli.commands import COMMANDS
from printkit.project.printer_files import DEFAULT
from support import decoys

SCRIPT = Path(sys.executable).with_name("printkit")
NAME = "essai-tract"
#: command → lines it is tried with. A new command must be tried too.
LINES: dict[str, list[list[str]]] = {
    "build": [["build", "--edition", "screen"]],
    "new": [["new", "leaflet", "autre"], ["new", "project", "encore"]],
    "import": [["import", "texte.md", "--into", "apporte"]],
    "html": [["html", "texte.md"]],
    "doctor": [["doctor"]],
    "schema": [["schema", "schemas"]],
    "clean": [["clean"]],
    "migrate": [["migrate"]],
    "impose": [["impose", "une.pdf"], ["impose", "une.pdf", "--plan"], ["impose", NAME, "--plan"]],
    "check": [
        ["check", "une.pdf"],
        ["check", "une.pdf", "--fix"],
        ["check", "une.pdf", "--format", "html"],
    ],
    "printers": [["printers"]],
    "theme": [["theme"]],
    "package": [
        ["package", NAME, "--printer", DEFAULT, "--quantity", "100", "--paper", "couché 135 g"]
    ],
    "diff": [["diff", "une.pdf", "autre.pdf"]],
    "studio": [],  # below: it serves
    "watch": [],  # below: it waits
}
#: What starts each kind of child once: these lines are tried at every run, all with the slow proofs.
OFTEN = (["build", "--edition"], ["check", "une.pdf"], ["html", "texte.md"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Return a folder of decoys that is a project as well; told/ beside it tells which have run."""
    home = tmp_path_factory.mktemp("home")
    clean = {**os.environ, "LANG": "en_GB.UTF-8"}
    subprocess.run([SCRIPT, "new", "project", "essai"], cwd=home, env=clean, check=True)
    root = home / "essai"
    shutil.rmtree(root / "brochure")
    leaflet = root / "leaflets" / f"{NAME}.yaml"
    leaflet.write_text(re.sub("formats: .*", "formats: [a6]", leaflet.read_text("utf-8")), "utf-8")
    subprocess.run([SCRIPT, "build", "--edition", "screen"], cwd=root, env=clean, check=True)
    made = next(root.glob(f"out/{NAME}/*screen.pdf"))
    shutil.copy(made, root / "une.pdf")
    (root / "autre.pdf").write_bytes(made.read_bytes() + b"\n")
    (root / "texte.md").write_text("# Titre\n\nDu texte.\n")
    for place in ("", "leaflets", "styles", "out", ".printkit"):
        decoys.plant(root / place, home / "told")
    return root


def surroundings(root: Path) -> dict[str, str]:
    return {**os.environ, "LANG": "en_GB.UTF-8", "HOME": str(root.parent), "PRINTKIT_DEBUG": "1"}


def told(root: Path) -> list[str]:
    return sorted(path.name for path in (root.parent / "told").iterdir())


def test_a_decoy_would_tell(folder: Path):
    assert len(decoys.names()) > 250
    decoys.runs(folder / "json.py")
    assert told(folder) == ["json"]
    (folder.parent / "told" / "json").unlink()


def test_every_command_is_tried():
    assert set(LINES) == set(COMMANDS)


def lines() -> list[object]:
    """Return the lines of all commands but clean, which comes last; a few of them at every run."""
    all_lines = [line for lines in LINES.values() for line in lines if line[0] != "clean"]
    return [
        pytest.param(line, id=" ".join(line), marks=[] if line[:2] in OFTEN else [pytest.mark.deep])
        for line in all_lines
    ]


@pytest.mark.parametrize("line", lines())
def test_no_command_runs_what_lies_in_the_folder(folder: Path, line: list[str]):
    if line[0] == "build":
        shutil.rmtree(folder / ".printkit" / "cache", ignore_errors=True)
        (folder / ".printkit" / "state.json").unlink(missing_ok=True)
    done = subprocess.run(
        [SCRIPT, *line], cwd=folder, env=surroundings(folder), capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert told(folder) == []


@pytest.mark.deep
def test_watch_runs_nothing_of_the_folder(folder: Path):
    (folder / ".printkit" / "state.json").unlink(missing_ok=True)
    with subprocess.Popen(
        [SCRIPT, "watch"],
        cwd=folder,
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as child:
        assert child.stdout is not None
        stuck = threading.Timer(120, child.kill)
        stuck.start()
        for line in child.stdout:
            if "Ctrl-C" in line:
                break
        child.send_signal(signal.SIGINT)
        child.stdout.read()
        stuck.cancel()
    assert told(folder) == []


@pytest.mark.deep
def test_the_studio_runs_nothing_of_the_folder(folder: Path):
    with subprocess.Popen(
        [SCRIPT, "studio", "--no-browser", "--port", "18733"],
        cwd=folder,
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        assert child.stdout is not None
        stuck = threading.Timer(120, child.kill)
        stuck.start()
        found = None
        while found is None and (line := child.stdout.readline()):
            found = re.search(r"http://\S+", line)
        assert found is not None
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with contextlib.suppress(OSError):
            opener.open(found[0], timeout=60).read()
        child.send_signal(signal.SIGINT)
        child.stdout.read()
        stuck.cancel()
    assert told(folder) == []


@pytest.mark.deep
def test_clean_runs_nothing_of_the_folder(folder: Path):
    done = subprocess.run(
        [SCRIPT, "clean"], cwd=folder, env=surroundings(folder), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert told(folder) == []
    assert (folder / "out" / "json.py").exists()
