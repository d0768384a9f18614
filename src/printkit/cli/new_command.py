"""``printkit new``: a project, a brochure or a leaflet that can be built at once, a printer to fill in."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from printkit.cli.help_words import Misuse
from printkit.cli.new_from import files_from, language_line
from printkit.cli.project_option import project_root
from printkit.core.findings import ExitCode, PrintkitError
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model.manuscript import slug
from printkit.project.names import DEFAULT_THEME, LEAFLETS, NAME, PRINTERS, PROJECT_FILE, STYLES
from printkit.project.root import publication_names
from printkit.project.theme_files import theme_names

_TEMPLATES: Final = Path(__file__).parents[1] / "data" / "templates"
#: Folders of a project that are no brochure's.
_RESERVED: Final = frozenset({"out", LEAFLETS, STYLES, "schemas"})
#: Files whose name in the templates is not the one they get.
_RENAMED: Final = {"gitignore": ".gitignore"}
#: A new event is far enough away to be prepared.
_NOTICE: Final = dt.timedelta(days=30)


def new_command(
    kind: str,
    name: str | None,
    project: str | None,
    source: str | None = None,
    theme: str | None = None,
) -> int:
    """Write the files; returns the exit code.

    ``source`` is the folder of another tool's book, ``theme`` what it shall look like.
    """
    if theme is not None and (kind == "printer" or source is not None):
        raise Misuse(_("a theme is for a new project, brochure or leaflet"))
    if source is not None:
        return _book(kind, name or slug(Path(source).resolve().name) or "livre", source, project)
    if name is None:
        raise Misuse(_("“{name}” is missing").format(name="NAME"))
    check_name(name)
    if theme is not None:
        _check_theme(theme, Path(project or "") if kind == "project" else project_root(project))
    makers = {
        "project": _project,
        "brochure": _brochure,
        "leaflet": _leaflet,
        "printer": _printer,
    }
    target = makers[kind](name, project, theme or DEFAULT_THEME)
    sys.stdout.write(_("written: {path}").format(path=target) + "\n")
    sys.stdout.write(_("next: {command}").format(command=_next(kind, name)) + "\n")
    return ExitCode.CLEAN


def _check_theme(theme: str, root: Path) -> None:
    names = theme_names(root)
    if theme not in names:
        otherwise = _("there are: {names}").format(names=", ".join(names))
        message = _("there is no theme “{name}”").format(name=theme)
        raise Misuse(message, did_you_mean(theme, names, otherwise))


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a publication, with one that can.

    Raises:
        Misuse: it is no name.

    """
    if not NAME.fullmatch(name):
        message = _("“{name}” is not a name: small letters without accents, digits, hyphens")
        guess = slug(name)
        hint = _("write it so: {name}").format(name=guess) if guess else None
        raise Misuse(message.format(name=name), hint)


def _book(kind: str, name: str, source: str, project: str | None) -> int:
    """Write a brochure of another tool's book; where there is no project yet, one around it."""
    if kind != "brochure":
        raise Misuse(_("only a brochure can be made from a folder"))
    check_name(name)
    files, said = files_from(source, name)
    command = write_brochure(name, files, project)
    sys.stdout.write(_("read: {what}").format(what=said) + "\n")
    sys.stdout.write(_("written: {path}").format(path=f"{name}/") + "\n")
    sys.stdout.write(_("next: {command}").format(command=command) + "\n")
    return ExitCode.CLEAN


def write_brochure(name: str, files: Mapping[str, bytes], project: str | None) -> str:
    """Write the folder of a brochure whole, where there is no project yet one around it.

    Returns the command that makes its pages.

    Raises:
        Misuse: the name is taken.

    """
    try:
        root = project_root(project)
    except PrintkitError:
        parent = Path(project) if project is not None else Path()
        inner = {f"brochure/{path}": data for path, data in files.items()}
        words = json.dumps(name)
        about = f"version: 1\nname: {words}\n{language_line(files)}theme: presse\n"
        ignored = (_TEMPLATES / "project" / "gitignore").read_bytes()
        whole = {PROJECT_FILE: about.encode(), ".gitignore": ignored, **inner}
        _write_folder(parent / name, whole)
        return f"cd {name} && printkit build --draft"
    _refuse_taken(root, name)
    if name in _RESERVED:
        raise Misuse(_("a brochure cannot be called “{name}”").format(name=name))
    _write_folder(root / name, files)
    return f"printkit build {name} --draft"


def _next(kind: str, name: str) -> str:
    if kind == "printer":
        return f"printkit printers {name}"
    return f"cd {name} && printkit build" if kind == "project" else f"printkit build {name}"


def _project(name: str, project: str | None, theme: str) -> str:
    parent = Path(project) if project is not None else Path()
    if not parent.is_dir():
        raise Misuse(_("there is no folder “{path}”").format(path=project))
    _write_folder(parent / name, _project_files(name, theme))
    return f"{name}/"


def _project_files(name: str, theme: str) -> dict[str, str]:
    words = _words(name, theme)
    files = _template("project", words)
    files |= {
        f"brochure/{path}": text
        for path, text in _template("brochure", {**words, "NAME": f"{name}-brochure"}).items()
    }
    leaflet = _template("leaflet", {**words, "NAME": f"{name}-tract"})
    files[f"{LEAFLETS}/{name}-tract.yaml"] = leaflet["leaflet.yaml"]
    return files


def sample_project(theme: str) -> dict[str, str]:
    """Return the files of a small project in a theme that shows every part it draws."""
    files = _project_files(theme, theme)
    chapters = _template("preview", {})
    files |= {f"brochure/{path}": text for path, text in chapters.items()}
    own = "brochure/brochure.yaml"
    listed = "".join(f"  - {path}\n" for path in chapters)
    files[own] = files[own].replace("  - glossary\n", f"{listed}  - glossary\n")
    return files


def _brochure(name: str, project: str | None, theme: str) -> str:
    root = project_root(project)
    _refuse_taken(root, name)
    if name in _RESERVED:
        raise Misuse(_("a brochure cannot be called “{name}”").format(name=name))
    _write_folder(root / name, _template("brochure", _words(name, theme)))
    return f"{name}/"


def _leaflet(name: str, project: str | None, theme: str) -> str:
    root = project_root(project)
    _refuse_taken(root, name)
    text = _template("leaflet", _words(name, theme))["leaflet.yaml"]
    return _write_file(root, f"{LEAFLETS}/{name}.yaml", text)


def _printer(name: str, project: str | None, theme: str) -> str:
    del theme
    root = project_root(project)
    if name == "new":  # the word that starts one
        raise Misuse(_("a printer cannot be called “{name}”").format(name=name))
    text = _template("printer", _words(name))["printer.yaml"]
    return _write_file(root, f"{STYLES}/{PRINTERS}/{name}.yaml", text)


def _write_file(root: Path, shown: str, text: str) -> str:
    """Write a new file; one that is there is left alone."""
    path = root / shown
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise _taken(shown) from None
    return shown


def _refuse_taken(root: Path, name: str) -> None:
    if name in publication_names(root):
        message = _("there is a publication called “{name}” already").format(name=name)
        raise Misuse(message, _("choose another name"))


def _taken(shown: str) -> Misuse:
    message = _("{path} is there already, and is left as it is").format(path=shown)
    return Misuse(message, _("choose another name"))


def _words(name: str, theme: str = DEFAULT_THEME) -> Mapping[str, str]:
    today = dt.datetime.now(tz=dt.UTC).date()
    return {
        "NAME": name,
        "THEME": theme,
        "TITLE": name.replace("-", " ").replace("_", " ").capitalize(),
        "DATE": today.isoformat(),
        "YEAR": str(today.year),
        "EVENT_DATE": (today + _NOTICE).isoformat(),
    }


def _template(kind: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a template, filled, by their names."""
    files: dict[str, str] = {}
    for path in sorted((_TEMPLATES / kind).iterdir()):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            text = text.replace(
                f"theme: {DEFAULT_THEME}", f"theme: {words.get('THEME', DEFAULT_THEME)}"
            )
            for word, value in words.items():
                text = text.replace(f"@{word}@", value)
            files[_RENAMED.get(path.name, path.name)] = text
    return files


def _write_folder(target: Path, files: Mapping[str, str] | Mapping[str, bytes]) -> None:
    """Write a folder whole: it appears with all its files or not at all."""
    if target.exists():
        raise _taken(f"{target.name}/")
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        folder = staging / target.name
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            data = text if isinstance(text, bytes) else text.encode()
            (folder / name).write_bytes(data)
        folder.rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
