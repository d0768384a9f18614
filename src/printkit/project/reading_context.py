"""What the files of all publications of a project are read with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.model import Brand, PageFormat, TypographyOptions
from printkit.model.manuscript import slug
from printkit.project.format_files import Formats
from printkit.project.names import LONGEST_NAME, NAME, PROJECT_FILE
from printkit.project.project_files import Files
from printkit.project.schema import BrandFile, ProjectFile
from printkit.project.schema_findings import checked, complaint
from printkit.project.theme_files import Themes
from printkit.project.values import too_long
from printkit.project.yamlpos import KeyPath, Tree


@dataclass(frozen=True)
class ProjectSettings:
    """The project's own settings, its formats and its themes."""

    files: Files
    project: ProjectFile
    brand: Brand
    typography: TypographyOptions
    formats: Formats
    themes: Themes


@dataclass(frozen=True)
class Opened:
    """The project's file as read: where ``whole`` is false, ``project_settings`` holds what is the default."""

    project_settings: ProjectSettings
    tree: Tree
    whole: bool
    findings: tuple[Finding, ...]


def open_project_settings(files: Files) -> Opened:
    """Read a project's own settings."""
    tree = files.tree(files.root / PROJECT_FILE)
    value, findings = checked(tree, ProjectFile)
    settings: Any = value or ProjectFile()
    places = {role: tree.at(("palette", role)) for role in settings.palette}
    home = settings.site.address if settings.site else None
    project_settings = ProjectSettings(
        files,
        settings,
        brand_with(Brand(name=settings.name or "", link=home), settings.brand),
        options_with(TypographyOptions(), settings.typography),
        Formats(files),
        Themes(files, settings.palette, places),
    )
    return Opened(project_settings, tree, value is not None, findings)


@dataclass
class Reading:
    """One publication's file on its way: everything wrong with it, gathered."""

    project_settings: ProjectSettings
    tree: Tree
    findings: list[Finding] = field(default_factory=list)

    def error(self, rule: str, message: str, path: KeyPath, hint: str | None = None) -> None:
        """Note an error at the value of ``path``."""
        self.findings.append(complaint(rule, message, self.tree.at(path), hint))

    def warning(self, rule: str, message: str, path: KeyPath, hint: str | None = None) -> None:
        """Note a warning at the value of ``path``."""
        at = self.tree.at(path)
        self.findings.append(Finding(rule, Severity.WARNING, message, at, hint=hint))

    def theme(self, name: str | None) -> str:
        """Return the theme's name, with whatever is wrong in it noted."""
        wanted = name or self.project_settings.project.theme
        at = self.tree.at(("theme",))
        _theme, findings = self.project_settings.themes.get(wanted, at)
        self.findings += findings
        return wanted

    def formats(
        self, names: Iterable[str], path: Callable[[int], KeyPath], *, brochure: bool
    ) -> tuple[PageFormat, ...]:
        """Return the formats ``names``; ``path`` gives where the n-th is named."""
        found: list[PageFormat] = []
        for index, name in enumerate(names):
            fmt, findings = self.project_settings.formats.get(
                name, self.tree.at(path(index)), brochure=brochure
            )
            self.findings += findings
            if fmt is not None and any(fmt.name == other.name for other in found):
                message = _("“{name}” is listed twice").format(name=name)
                self.error("listed-twice", message, path(index), _("remove one of them"))
            elif fmt is not None:
                found.append(fmt)
        return tuple(found)

    def name(self, given: str | None, file_name: str) -> str:
        """Return the publication's name, by default its file's or folder's."""
        if given is None and len(file_name) > LONGEST_NAME:
            hint = _("add a line: name: {name}").format(
                name=slug(file_name)[:40] or "ma-publication"
            )
            at = self.tree.at(())
            self.findings.append(complaint("name", too_long(file_name), at, hint))
        elif given is None and not NAME.fullmatch(file_name):
            message = _("“{name}” cannot serve as a name").format(name=file_name)
            guess = slug(file_name) or "ma-publication"
            hint = _("add a line: name: {name}").format(name=guess)
            self.findings.append(complaint("name", message, self.tree.at(()), hint))
        return given or file_name

    def typography(self, chosen: Any) -> TypographyOptions:
        """Return the project's typographic choices with a publication's own."""
        return options_with(self.project_settings.typography, chosen)


def options_with(base: TypographyOptions, chosen: Any) -> TypographyOptions:
    """Return ``base`` with the choices that were made in a file."""
    made = {name: getattr(chosen, name) for name in chosen.model_fields_set}
    return replace(base, **made)


def brand_with(base: Brand, own: BrandFile) -> Brand:
    """Return a brand with what a file says differently."""
    return Brand(
        name=own.name or base.name,
        contact=own.contact or base.contact,
        legal=own.legal or base.legal,
        link=own.link or base.link,
    )
