"""The font files of a theme: those of the pinned font packages, or its own. Never the machine's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Face
from printkit.project.look_schema import FaceFile
from printkit.project.project_files import Files
from printkit.project.schema_findings import complaint
from printkit.project.yamlpos import Tree

Style = Literal["normal", "italic"]

#: family → package and the beginning of its files' names
_PACKAGED: Final = {
    "TeX Gyre Pagella": ("rinoh_typeface_texgyrepagella", "texgyrepagella"),
    "TeX Gyre Heros": ("rinoh_typeface_texgyreheros", "texgyreheros"),
    "TeX Gyre Heros Condensed": ("rinoh_typeface_texgyreheros", "texgyreheroscn"),
}
_CUTS: Final[tuple[tuple[str, int, Style], ...]] = (
    ("regular", 400, "normal"),
    ("italic", 400, "italic"),
    ("bold", 700, "normal"),
    ("bolditalic", 700, "italic"),
)
_SUFFIXES: Final = (".otf", ".ttf")


def faces_of(
    wanted: Iterable[FaceFile], folder: Path, tree: Tree, files: Files
) -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
    """Find the files of the faces a theme names in ``tree``, beside it in ``folder``.

    Raises:
        PrintkitError: MISSING_SYSTEM, a font package is not installed.

    """
    faces: list[Face] = []
    findings: list[Finding] = []
    for index, face in enumerate(wanted):
        at = tree.at(("faces", index))
        if face.file is not None:
            path = (folder / face.file).resolve()
            if (
                path.suffix in _SUFFIXES
                and path.is_relative_to(folder.resolve())
                and path.is_file()
            ):
                digest = hashlib.sha256(files.read(path)).hexdigest()
                faces.append(Face(face.family, face.weight, face.style, path, digest))
                continue
            message = _("there is no font file “{name}” in the theme's folder")
            hint = _("put an .otf or .ttf file there")
            findings.append(complaint("font", message.format(name=face.file), at, hint))
        elif face.family in _PACKAGED:
            faces += packaged(face.family)
        else:
            message = _("there is no family “{name}”").format(name=face.family)
            example = f"{{family: {face.family}, file: x.otf}}"
            otherwise = _("name its file too: {example}").format(example=example)
            guess = did_you_mean(face.family, _PACKAGED, otherwise)
            findings.append(complaint("font", message, at, guess))
    return tuple(faces), tuple(findings)


@lru_cache
def packaged(family: str) -> tuple[Face, ...]:
    """Return the four faces of a family of the font packages.

    Raises:
        PrintkitError: MISSING_SYSTEM, the package is not installed.

    """
    package, prefix = _PACKAGED[family]
    found = find_spec(package)  # does not import it: it asks for a typesetter we do not use
    folders = list(found.submodule_search_locations or ()) if found else []
    faces = []
    for cut, weight, style in _CUTS:
        path = Path(folders[0]) / f"{prefix}-{cut}.otf" if folders else None
        if path is None or not path.is_file():
            raise _not_installed(family)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        faces.append(Face(family, weight, style, path, digest))
    return tuple(faces)


def packaged_families() -> tuple[str, ...]:
    """Return the families printkit comes with."""
    return tuple(_PACKAGED)


def _not_installed(family: str) -> PrintkitError:
    finding = Finding(
        "font-missing",
        Severity.ERROR,
        _("the typeface {family} is not installed").format(family=family),
        hint=_("run: make"),
    )
    return PrintkitError([finding], ExitCode.MISSING_SYSTEM)
