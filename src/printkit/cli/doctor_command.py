"""``printkit doctor``: what this machine lacks, and the command that installs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import Final

from printkit import __version__
from printkit.build.api import OUT
from printkit.cli.project_option import project_root
from printkit.core.findings import ExitCode, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.project.face_files import packaged, packaged_families
from printkit.report.terminal_style import severe, wants_colour

_PYTHON: Final = (3, 11)
_TIMEOUT_S: Final = 60
#: name shown → names of the library on Linux and macOS
_LIBRARIES: Final = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
}
#: package manager → command
_INSTALL_LIBRARIES: Final = {
    "apt-get": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install pango harfbuzz",
    "brew": "brew install pango",
}
_INSTALL_PYTHON: Final = {
    "apt-get": "sudo apt-get install python3 python3-venv",
    "dnf": "sudo dnf install python3",
    "brew": "brew install python@3.13",
}
#: Run apart: a library that cannot be loaded may take its process with it.
_PROBE: Final = """
import ctypes, json, sys
found = {}
for name, files in json.loads(sys.argv[1]).items():
    for file in files:
        try:
            ctypes.CDLL(file)
            found[name] = file
            break
        except OSError:
            pass
try:
    import weasyprint
    from weasyprint.text.ffi import pango
    code = pango.pango_version()
    engine = f"{weasyprint.__version__}, Pango {code // 10000}.{code // 100 % 100}.{code % 100}"
except Exception as error:
    engine, found["error"] = "", str(error).strip().splitlines()[0] if str(error).strip() else "?"
unknown = []
if engine:
    from printkit.render import hooks
    unknown = sorted({one.why for one in hooks.install()})
print(json.dumps({"found": found, "engine": engine, "unknown": unknown}))
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``fixes`` are commands, any of which mends it."""

    name: str
    good: bool
    detail: str
    fixes: tuple[str, ...] = ()
    code: ExitCode = ExitCode.MISSING_SYSTEM


def doctor_command(project: str | None) -> int:
    """Look and tell; returns the exit code."""
    checks = [*_python(), *_packages(), *_engine(), *_fonts(), *_limits(), *_folder(project)]
    colour = wants_colour(sys.stdout)
    width = max(len(check.name) for check in checks)
    for check in checks:
        word = _("good") if check.good else severe(_("bad"), Severity.ERROR, colour=colour)
        sys.stdout.write(f"{check.name:<{width}}  {word}  {check.detail}\n")
        for fix in () if check.good else check.fixes:
            sys.stdout.write("    " + _("to mend it: {command}").format(command=fix) + "\n")
    bad = [check for check in checks if not check.good]
    if not bad:
        sys.stdout.write(_("nothing is missing") + "\n")
    return min((check.code for check in bad), default=ExitCode.CLEAN)


def _python() -> Iterator[Check]:
    yield Check(
        "Python",
        sys.version_info >= _PYTHON,
        ".".join(map(str, sys.version_info[:3])),
        _commands(_INSTALL_PYTHON),
    )
    yield Check("printkit", True, __version__)


def _packages() -> Iterator[Check]:
    """Look at the packages printkit asks for."""
    missing = []
    shown = []
    for requirement in requires("printkit") or ():
        name = requirement.split(";")[0].strip()
        for sign in "<>=!~[ ":
            name = name.split(sign)[0]
        try:
            found = version(name)
        except PackageNotFoundError:
            missing.append(name)
            continue
        if name in ("weasyprint", "pypdf", "markdown", "citeproc-py"):
            shown.append(f"{name} {found}")
    detail = _("missing: {names}").format(names=", ".join(missing)) if missing else ", ".join(shown)
    yield Check(_("packages"), not missing, detail, ("make",))


def _engine() -> Iterator[Check]:
    """Load the system's libraries and the layout engine in a process of their own."""
    command = [sys.executable, "-I", "-c", _PROBE, json.dumps(_LIBRARIES)]
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False
        )
        told = json.loads(run.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        told = {"found": {"error": _("the test did not answer")}, "engine": ""}
    found = told["found"]
    missing = [name for name in _LIBRARIES if name not in found]
    detail = _("missing: {names}").format(names=", ".join(missing)) if missing else ", ".join(found)
    if not missing and "error" in found:
        detail = ", ".join(_LIBRARIES)
    yield Check(_("libraries"), not missing, detail, _commands(_INSTALL_LIBRARIES))
    engine = str(told["engine"])
    fixes = _commands(_INSTALL_LIBRARIES) if missing else ("make",)
    yield Check("WeasyPrint", bool(engine), engine or str(found.get("error", "")), fixes)
    unknown = told.get("unknown") or []
    if engine:
        detail = "; ".join(unknown) or _("paragraphs are broken as a whole")
        yield Check(_("lines"), not unknown, detail, ("make",))


def _fonts() -> Iterator[Check]:
    for family in packaged_families():
        try:
            faces = packaged(family)
        except PrintkitError as error:
            yield Check(family, False, error.findings[0].message, ("make",))
        else:
            yield Check(family, True, _("{count} faces").format(count=len(faces)))


def _limits() -> Iterator[Check]:
    """Say whether a layout or a stranger's file can be kept from taking all memory (POSIX only)."""
    limited = find_spec("resource") is not None
    detail = _("limited in children") if limited else _("cannot be limited on this system")
    yield Check(_("memory"), True, detail)


def _folder(project: str | None) -> Iterator[Check]:
    """See whether files can be written where a build writes them."""
    try:
        root = project_root(project)
    except PrintkitError:
        if project is not None:
            raise
        return  # not in a project: nothing to see
    for name in (OUT, ".printkit"):
        folder = root / name if (root / name).is_dir() else root
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            fix = f"chmod u+w '{folder.relative_to(root.parent).as_posix()}'"
            yield Check(
                f"{name}/", False, error.strerror or str(error), (fix,), ExitCode.CANNOT_WRITE
            )
        else:
            yield Check(f"{name}/", os.access(folder, os.W_OK), _("can be written"))


def _commands(by_manager: dict[str, str]) -> tuple[str, ...]:
    """Return the command of this machine's package manager; of all, if it has none of them."""
    here = [command for manager, command in by_manager.items() if shutil.which(manager)]
    return tuple(here[:1] or by_manager.values())
