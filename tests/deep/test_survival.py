"""Killed, starved of disk or doubled, a build leaves the former files whole and the next one right."""

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

pytestmark = pytest.mark.deep

COMMAND = [sys.executable, "-m", "printkit", "build"]
BOOK = """title: Carnet d'essai
name: carnet
authors: [Collectif]
date: 2026-01-01
language: fr
licence: CC BY-SA 4.0
format: brochure-a5
parts: [cover, contents, 01-un.md, 02-deux.md, notes-pages, back-cover]
"""


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "projet"
    (root / "carnet").mkdir(parents=True)
    (root / "printkit.yaml").write_text("name: Essai\nlanguage: fr\n", "utf-8")
    (root / "carnet" / "brochure.yaml").write_text(BOOK, "utf-8")
    for name in ("01-un", "02-deux"):
        text = "La mer monte et le collectif veille. " * 12
        (root / "carnet" / f"{name}.md").write_text(
            f"# Chapitre {name}\n\n" + f"{text}\n\n" * 14, "utf-8"
        )
    return root


def build(root, **options):
    return subprocess.run(COMMAND, cwd=root, capture_output=True, text=True, timeout=300, **options)


def manifest(root):
    document = json.loads((root / "out" / "manifest.json").read_text("utf-8"))
    return {entry["path"]: entry["sha256"] for entry in document["artifacts"]}


def on_disk(root):
    return {
        path: hashlib.sha256((root / "out" / path).read_bytes()).hexdigest()
        for path in manifest(root)
    }


def edit(root, number):
    chapter = root / "carnet" / "01-un.md"
    chapter.write_text(
        chapter.read_text("utf-8") + f"\nUne phrase de plus, la {number}e.\n", "utf-8"
    )


def leftovers(root):
    """Name what a build leaves behind in ``out`` besides what the manifest lists."""
    known = {"manifest.json", *manifest(root)}
    return [
        name
        for path in (root / "out").rglob("*")
        if path.is_file() and (name := path.relative_to(root / "out").as_posix()) not in known
    ]


def test_twenty_kills(project):
    first = build(project)
    assert first.returncode == 0, first.stdout + first.stderr
    started = time.monotonic()
    edit(project, 0)
    assert build(project).returncode == 0
    seconds = time.monotonic() - started
    dice = random.Random(7)
    for number in range(1, 21):
        edit(project, number)
        child = subprocess.Popen(
            COMMAND,
            cwd=project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(dice.uniform(0, seconds * 1.1))
        child.send_signal(signal.SIGKILL)
        child.wait()
        for path in manifest(project):
            with pikepdf.open(project / "out" / path) as pdf:
                assert len(pdf.pages) % 4 == 0
    last = build(project)
    assert last.returncode == 0, last.stdout + last.stderr
    assert on_disk(project) == manifest(project)
    assert leftovers(project) == []
    shutil.rmtree(project / "out")
    shutil.rmtree(project / ".printkit")
    kept = {}
    assert build(project).returncode == 0
    kept = on_disk(project)
    assert kept == manifest(project)


def test_no_render_child_outlives_a_killed_build(project):
    child = subprocess.Popen(
        COMMAND, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(0.8)
    child.kill()
    child.wait()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and workers_below(project):
        time.sleep(0.2)
    assert workers_below(project) == []


def workers_below(root):
    """List render processes whose working folder is the project's."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cwd").readlink() == root and b"worker" in (
                folder / "cmdline"
            ).read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    return found


def test_a_full_disk(project):
    assert build(project).returncode == 0
    before = on_disk(project)
    edit(project, 1)
    small = (
        20_000  # bytes a file may have: less than any of our PDFs, as on a disk that has run full
    )
    starved = build(
        project, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))
    )
    assert starved.returncode == 5, starved.stdout + starved.stderr
    assert "Traceback" not in starved.stderr
    assert on_disk(project) == before == manifest(project)
    assert leftovers(project) == []
    assert build(project).returncode == 0
    assert on_disk(project) == manifest(project) != before


@pytest.mark.skipif(
    os.geteuid() != 0 or not sys.platform.startswith("linux"), reason="mounting needs root"
)
def test_a_full_small_disk(project, tmp_path):
    disk = tmp_path / "disque"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no mount here: {mounted.stderr.strip()}")
    try:
        root = disk / "projet"
        shutil.copytree(project, root)
        first = build(root)
        assert first.returncode == 0, first.stdout + first.stderr
        before = on_disk(root)
        shutil.rmtree(root / ".printkit" / "cache")
        edit(root, 1)
        filler = disk / "plein"
        free = shutil.disk_usage(disk).free
        filler.write_bytes(b"x" * max(free - 30_000, 0))
        starved = build(root)
        assert starved.returncode == 5, starved.stdout + starved.stderr
        assert on_disk(root) == before == manifest(root)
        filler.unlink()
        assert build(root).returncode == 0
        assert on_disk(root) == manifest(root) != before
    finally:
        subprocess.run(["umount", disk], check=True)


def test_two_builds_at_once(project):
    children = [
        subprocess.Popen(
            COMMAND, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    outputs = [child.communicate(timeout=300)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    assert on_disk(project) == manifest(project)
    assert leftovers(project) == []


def test_ctrl_c(project):
    assert build(project).returncode == 0
    before = on_disk(project)
    edit(project, 1)
    child = subprocess.Popen(
        COMMAND,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    began = child.stdout.readline()  # it says what it lays out
    child.send_signal(signal.SIGINT)
    said = began + child.communicate(timeout=60)[0]
    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert on_disk(project) == before


def test_same_bytes_in_another_folder_and_hash_seed(project, tmp_path):
    assert build(project).returncode == 0
    other = tmp_path / "ailleurs" / "copie"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("out", ".printkit"))
    assert (
        build(other, env=os.environ | {"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo"}).returncode
        == 0
    )
    assert on_disk(other) == on_disk(project)
