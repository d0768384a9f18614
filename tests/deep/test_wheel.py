"""The wheel: installed without a clone, in a folder whose name has spaces and accents, without network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
NOBODY = 65534

pytestmark = pytest.mark.deep


def ran(*command: object, cwd: Path, **more: Any) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,
        **more,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder anybody may enter, and what its name must not break."""
    place = tmp_path_factory.mktemp("à côté") / "été à Nîmes, l’an 1"
    place.mkdir()
    for folder in (place, *place.parents[:3]):
        folder.chmod(0o755)
    return place


@pytest.fixture(scope="module")
def installed(place):
    """Build the wheel and install it beside exactly the packages requirements/run.txt names."""
    ran(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--no-index", "--wheel-dir", place, ROOT, cwd=place,
    )  # fmt: skip
    ran(sys.executable, "-m", "venv", "venv", cwd=place)
    python = place / "venv/bin/python"
    site = Path(
        ran(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=place).strip()
    )
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in re.findall(r"^([a-z0-9_.-]+)==", locked, re.MULTILINE):
        try:
            files = distribution(name).files or ()
        except ModuleNotFoundError:
            continue  # for another platform
        base = Path(str(distribution(name).locate_file("")))
        for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            if not (site / top).exists():
                (site / top).symlink_to(base / top)
    (wheel,) = place.glob("printkit-*.whl")
    pip = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    ran(*pip, wheel, cwd=place)
    return place / "venv/bin/printkit"


@pytest.fixture(scope="module")
def without_network():
    """Return how a command is begun so that it reaches no network, where the system can do that."""
    alone = ["unshare", "--net"]
    done = (
        subprocess.run([*alone, "true"], capture_output=True) if shutil.which("unshare") else None
    )
    return alone if done is not None and done.returncode == 0 else []


@pytest.fixture(scope="module")
def somebody(place, installed):
    """Return how the commands are run: as nobody at all, where the tests may do that."""
    home = place / "chez nous"
    home.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "fr_FR.UTF-8",
    }
    if os.geteuid() == 0:
        nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            subprocess.run([installed, "--version"], check=True, env=environment, **nobody)
        except (PermissionError, subprocess.CalledProcessError):
            pass  # this Python lies in a folder that is root's alone
        else:
            os.chown(home, NOBODY, NOBODY)
            return home, {"env": environment, **nobody}
    return home, {"env": environment}


def test_nothing_of_the_clone_is_used(installed, place):
    python = installed.parent / "python"
    told = ran(
        python, "-c",
        "import printkit, sys; from printkit.project.face_files import packaged as p;"
        "print(printkit.__file__, p('TeX Gyre Pagella')[0].path, sys.path)",
        cwd=place,
    )  # fmt: skip
    assert str(ROOT) not in told
    assert "printkit/data/faces/texgyrepagella-regular.otf" in told


def test_a_project_from_nothing_to_sheets(installed, somebody, without_network):
    home, how = somebody
    begun = time.monotonic()
    ran(installed, "new", "project", "essai", cwd=home, **how)
    project = home / "essai"
    told = ran(*without_network, installed, "build", cwd=project, **how)
    print(f"from nothing to the first PDFs: {time.monotonic() - begun:.1f} s")
    assert "essai-tract-a6-screen.pdf" in told
    book = project / "out/essai-brochure/essai-brochure-a5-screen.pdf"
    assert len(PdfReader(book).pages) == 12
    assert str(home.parent) not in str(PdfReader(book).metadata)
    assert "rien ne manque" in ran(installed, "doctor", cwd=project, **how)
    leaflet = "out/essai-tract/essai-tract-a5-screen.pdf"
    ran(*without_network, installed, "check", leaflet, "--printer", "copyshop", cwd=project, **how)
    ran(*without_network, installed, "impose", book, cwd=project, **how)
    assert list(project.glob("essai-brochure-*cahier*bord-court*.pdf"))


def test_the_studio_makes_a_first_project(installed, somebody):
    home, how = somebody
    folder = home / "ailleurs"
    folder.mkdir()
    if "user" in how:
        os.chown(folder, NOBODY, NOBODY)
    command = [str(installed), "studio", "--no-browser", "--port", "18717"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, **how) as studio:
        try:
            assert studio.stdout is not None
            lines = []
            while not (lines and "http://127.0.0.1" in lines[-1]):
                line = studio.stdout.readline()
                assert line, lines
                lines.append(line)
            assert "pas de projet" in lines[0]
            page = httpx.get(lines[-1].strip(), timeout=60, follow_redirects=True)
            assert page.status_code == 200
            assert "Mes publications" in page.text
        finally:
            studio.terminate()
    assert (folder / "mes-publications" / "printkit.yaml").is_file()
