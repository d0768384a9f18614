"""Systems without POSIX modules: printkit imports, checks and imposes all the same.

Windows itself is not tried here; the modules and the call it lacks are hidden from printkit and from
the packages it stands on, in children too. Python's own library keeps them.
"""

import os
import subprocess
import sys

import pytest

from support.sheet_sample import numbered

HIDDEN = ("resource", "fcntl", "pwd", "grp", "termios")
HIDING = f"""
import builtins, os, sysconfig
theirs, library = builtins.__import__, sysconfig.get_path("stdlib")

def hidden(name, globals=None, *rest, **more):
    file = (globals or {{}}).get("__file__") or library
    if name in {HIDDEN!r} and (not file.startswith(library) or "site-packages" in file):
        raise ImportError(f"no module named {{name}}", name=name)
    return theirs(name, globals, *rest, **more)

builtins.__import__ = hidden
del os.fork
"""
EVERYTHING = """
import importlib, pkgutil, sys
import printkit
for module in pkgutil.walk_packages(printkit.__path__, "printkit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(sum(name.startswith("printkit") for name in sys.modules))
"""


@pytest.fixture
def run(tmp_path):
    """Return a function that runs Python on such a system."""
    (tmp_path / "sitecustomize.py").write_text(HIDING, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "LANG": "en_GB.UTF-8"}

    def run(*arguments):
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_modules_are_hidden_indeed(run, tmp_path):
    (tmp_path / "asks.py").write_text("import os; print(hasattr(os, 'fork')); import fcntl")
    code, told = run("-c", "import asks")
    assert code == 1
    assert told.startswith("False")
    assert "ImportError: no module named fcntl" in told


def test_every_module_imports(run):
    code, told = run("-c", EVERYTHING)
    assert code == 0, told
    assert int(told.split()[0]) > 400


def test_a_file_is_checked_and_imposed(run, tmp_path):
    (tmp_path / "livret.pdf").write_bytes(numbered(8))
    code, told = run("-m", "printkit", "check", "livret.pdf")
    assert code in (0, 1), told
    assert "livret.pdf" in told
    assert "Traceback" not in told
    code, told = run("-m", "printkit", "impose", "livret.pdf", "--scheme", "saddle")
    assert code == 0, told
    made = list(tmp_path.glob("livret-*.pdf"))
    assert made, told
