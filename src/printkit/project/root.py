"""Where a project begins and what is in it, told without reading YAML: commands must answer at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.project.names import BROCHURE_FILE, DEFAULT_LANGUAGE, LEAFLETS, PROJECT_FILE, VERSION

_LANGUAGE = re.compile(
    r"""^language:[ \t]*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)""", re.MULTILINE
)
_VERSION = re.compile(r"""(?:^|[{,])[ \t]*["']?version["']?[ \t]*:""", re.MULTILINE)
_NAME = re.compile(r"""^name:[ \t]*["']?([^\s"'#]+)""", re.MULTILINE)
#: A name stands in the first lines of its file; no more is read.
_HEAD = 20_000


def find_root(start: Path) -> Path:
    """Return the folder with the project's file, ``start`` or the nearest above it.

    Raises:
        PrintkitError: PROJECT, there is none.

    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    message = _("there is no {file} in this folder, nor in any folder above it")
    finding = Finding(
        "no-project",
        Severity.ERROR,
        message.format(file=PROJECT_FILE),
        hint=_("go into your project's folder, or start one: printkit new project my-project"),
    )
    raise PrintkitError([finding], ExitCode.PROJECT)


def language_of(root: Path) -> str:
    """Return the language the project's file asks for, as far as it can be seen at a glance."""
    match = _LANGUAGE.search(_head(root / PROJECT_FILE))
    return match[1] if match else DEFAULT_LANGUAGE


def version_missing(root: Path) -> tuple[Finding, ...]:
    """Say of a project without a version what gives it one; it means what it means all the same."""
    if _VERSION.search(_head(root / PROJECT_FILE)):
        return ()
    message = _("the project does not say which version of printkit's keys it is written in")
    hint = _("“printkit migrate” adds the line: version: {version}").format(version=VERSION)
    where = Position(PROJECT_FILE)
    return (Finding("no-version", Severity.NOTE, message, where, hint=hint),)


def publication_files(root: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files of the project's brochures and those of its leaflets, sorted.

    What a link leads out of the project is not part of it: see ``led_outside``.
    """
    real = root.resolve()
    brochures, leaflets = (
        tuple(path for path in paths if path.resolve().is_relative_to(real))
        for paths in _listed(root)
    )
    return brochures, leaflets


def led_outside(root: Path) -> tuple[Path, ...]:
    """Return what would be files of publications, were they not links that lead out of the project."""
    real = root.resolve()
    return tuple(
        path for paths in _listed(root) for path in paths if not path.resolve().is_relative_to(real)
    )


def _listed(root: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    brochures = sorted(
        path
        for path in root.glob(f"*/{BROCHURE_FILE}")
        if not path.parent.name.startswith(".") and path.parent.name != "out" and path.is_file()
    )
    leaflets = sorted(
        path
        for path in (root / LEAFLETS).glob("*.yaml")
        if not path.name.startswith(".") and path.is_file()
    )
    return tuple(brochures), tuple(leaflets)


def owners(root: Path) -> dict[str, str]:
    """Return whose a path is: the file of each publication, and the folder of a brochure, to its name.

    Paths are relative to ``root`` (POSIX), folders end in a slash.
    """
    brochures, leaflets = publication_files(root)
    found = {}
    for path in (*brochures, *leaflets):
        shown = path.relative_to(root).as_posix()
        own = path.parent.name if path in brochures else path.stem
        found[shown] = _name(path) or own
        if path in brochures:
            found[f"{path.parent.name}/"] = found[shown]
    return found


def concerning(
    findings: Iterable[Finding], owned: Mapping[str, str], names: Collection[str]
) -> tuple[Finding, ...]:
    """Return the findings about publications of ``names`` and those about none (see ``owners``)."""
    return tuple(one for one in findings if owner_of(one, owned) in (None, *names))


def owner_of(finding: Finding, owned: Mapping[str, str]) -> str | None:
    """Return the name of the publication that a finding is about, None where it is about all."""
    if finding.position is None:
        return None
    path = finding.position.path
    return owned.get(path) or owned.get(path.partition("/")[0] + "/")


def publication_names(root: Path) -> tuple[str, ...]:
    """Return the names of the publications, broken ones too, in the order they are built in."""
    brochures, leaflets = publication_files(root)
    names = [_name(path) or path.parent.name for path in brochures]
    names += [_name(path) or path.stem for path in leaflets]
    return tuple(dict.fromkeys(names))


def _name(path: Path) -> str | None:
    match = _NAME.search(_head(path))
    return match[1] if match else None


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
