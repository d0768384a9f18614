"""``printkit theme``: the themes there are, and one on a sheet with every part it draws."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from printkit.build import api
from printkit.cli.build_command import exit_code_of
from printkit.cli.help_words import Misuse
from printkit.cli.new_command import sample_project
from printkit.cli.project_option import project_root
from printkit.cli.whole_files import write_whole
from printkit.core.findings import ExitCode, PrintkitError, Severity, has_errors
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.project.names import STYLES
from printkit.project.root import find_root
from printkit.project.theme_files import theme_names
from printkit.report import build_text
from printkit.report.progress import Progress

#: Pixels across the picture of the sheet.
_WIDTH_PX: Final = 3200


def theme_command(words: Sequence[str], project: str | None) -> int:
    """List the themes, or draw one's preview; returns the exit code."""
    root = _root(project)
    names = theme_names(root)
    if list(words) in ([], ["list"]):
        sys.stdout.write("".join(f"{name}\n" for name in names))
        return ExitCode.CLEAN
    if len(words) != 2 or words[0] != "preview":
        raise Misuse(_("say which theme is to be seen"), "printkit theme preview NAME")
    name = words[1]
    if name not in names:
        otherwise = _("there are: {names}").format(names=", ".join(names))
        message = _("there is no theme “{name}”").format(name=name)
        raise Misuse(message, did_you_mean(name, names, otherwise))
    return _preview(name, root)


def _root(project: str | None) -> Path:
    """Return the project's folder, or the one where we stand: themes of its ``styles`` are known too."""
    if project is None:
        try:
            find_root(Path())
        except PrintkitError:
            return Path().resolve()
    return project_root(project)


def _preview(name: str, root: Path) -> int:
    """Build a small project that has every part, in the theme, and lay its pages on one sheet."""
    from printkit.views.contact_sheet import contact_sheet  # noqa: PLC0415  needed here only
    from printkit.views.thumbnail import picture  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="printkit-theme-") as folder:
        sample = Path(folder) / "apercu"
        for path, text in sample_project(name).items():
            (sample / path).parent.mkdir(parents=True, exist_ok=True)
            (sample / path).write_text(text, encoding="utf-8")
        if (root / STYLES).is_dir():
            shutil.copytree(root / STYLES, sample / STYLES, symlinks=True)
        progress = Progress(sys.stderr)
        try:
            result = api.build(sample, progress=progress)
        finally:
            progress.close()
        if has_errors(result.findings) or not result.artifacts:
            raise PrintkitError(result.findings)
        files = [sample / api.OUT / one.path for one in result.artifacts]
        files.sort(key=lambda path: ("brochure" not in path.parent.name, path.name))
        pdf = contact_sheet([path.read_bytes() for path in files if path.suffix == ".pdf"])
    told = (one for one in result.findings if one.severity is not Severity.NOTE)
    build_text.print_findings(told, sys.stderr)
    for path, data in ((f"{name}.pdf", pdf), (f"{name}.png", picture(pdf, _WIDTH_PX))):
        write_whole(Path(path), data)
        sys.stdout.write(_("written: {path}").format(path=path) + "\n")
    return exit_code_of(result.findings, strict=False)
