"""``printkit watch`` beside one's own editor: what it builds, what it keeps, how it ends."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from support.checkers.studio import printkit

pytestmark = pytest.mark.deep
PATIENCE_S = 60
LEAFLET = "title: {title}\nformats: [a6]\nevent:\n  date: 2026-09-26\n  place: Salle\n"


@pytest.fixture
def root(tmp_path):
    printkit(["new", "leaflet", "soir"], _empty(tmp_path))
    (tmp_path / "leaflets" / "soir.yaml").write_text(LEAFLET.format(title="Premier"))
    return tmp_path


def _empty(folder):
    (folder / "printkit.yaml").write_text("name: Essai\nlanguage: fr\n")
    return folder


class Watching:
    """A running watch, and what it has said so far."""

    def __init__(self, child):
        self.child = child
        self.lines = []
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self):
        for line in self.child.stdout:
            self.lines.append(line)

    @property
    def said(self):
        return "".join(self.lines)

    def wait_for(self, words, times=1):
        end = time.monotonic() + PATIENCE_S
        while self.said.count(words) < times:
            assert time.monotonic() < end, f"never said {words!r}:\n{self.said}"
            assert self.child.poll() is None, self.said
            time.sleep(0.05)


@contextmanager
def watching(root):
    with subprocess.Popen(
        [sys.executable, "-m", "printkit", "watch"],
        cwd=root,
        env={**os.environ, "LANGUAGE": "fr", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as child:
        try:
            yield Watching(child)
        finally:
            child.kill()


def test_watch_follows_an_editor_and_keeps_the_last_good_result(root):
    leaflet = root / "leaflets" / "soir.yaml"
    pdf = root / "out" / "soir" / "soir-a6-screen.pdf"
    with watching(root) as watch:
        watch.wait_for("En attente de changements")
        first = pdf.read_bytes()

        # an editor that saves in several steps, beside files that are nobody's source: one build
        for number in range(6):
            leaflet.write_text(LEAFLET.format(title=f"Pas {number}"))
            (root / "leaflets" / ".soir.yaml.swp").write_text(str(number))
            (root / "leaflets" / "soir.yaml~").write_text(str(number))
            time.sleep(0.04)
        watch.wait_for("modifié\u00a0: leaflets/soir.yaml")
        watch.wait_for("fabriqué en", times=2)
        time.sleep(2)
        assert watch.said.count("modifié\u00a0: ") == 1
        assert ".swp" not in watch.said
        second = pdf.read_bytes()
        assert second != first

        # what cannot be built is told with its place; what stood before stands aside
        leaflet.write_text("title: [\n")
        watch.wait_for("leaflets/soir.yaml:2:1: error[yaml-syntax]")
        watch.wait_for("aucun fichier fabriqué")
        assert (pdf.parent / "ancien" / pdf.name).read_bytes() == second

        # the project's own file gone for a moment does not end it
        (root / "printkit.yaml").rename(root / "printkit.bak")
        watch.wait_for("error[no-project]")
        (root / "printkit.bak").rename(root / "printkit.yaml")
        leaflet.write_text(LEAFLET.format(title="Dernier"))
        watch.wait_for("fabriqué en", times=3)
        time.sleep(1)

        watch.child.send_signal(signal.SIGINT)
        assert watch.child.wait(timeout=20) == 0
    assert "Traceback" not in watch.said
    assert "KeyboardInterrupt" not in watch.said


def test_ctrl_c_during_a_build_leaves_the_former_files(root):
    pdf = root / "out" / "soir" / "soir-a6-screen.pdf"
    printkit(["build"], root)
    before = pdf.read_bytes()
    (root / "leaflets" / "soir.yaml").write_text(LEAFLET.format(title="Interrompu"))
    with watching(root) as watch:
        watch.wait_for("mise en pages")
        watch.child.send_signal(signal.SIGINT)
        assert watch.child.wait(timeout=20) in (0, 130)
    assert "Traceback" not in watch.said
    assert pdf.read_bytes() == before
