"""What a project says of its download page."""

from __future__ import annotations

from collections.abc import Sequence

from printkit.core.findings import Finding, has_errors
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Publication, Site
from printkit.project.reading_context import ProjectSettings
from printkit.project.root import publication_names
from printkit.project.schema_findings import complaint
from printkit.project.values import short
from printkit.project.yamlpos import KeyPath, Tree


def read_site(
    project_settings: ProjectSettings, tree: Tree, publications: Sequence[Publication]
) -> tuple[Site | None, tuple[Finding, ...]]:
    """Return the page asked for in the project's file; None when none is, or something is wrong."""
    said = project_settings.project.site
    if said is None:
        return None, ()
    findings: list[Finding] = []
    known = publication_names(project_settings.files.root)
    for index, name in enumerate(said.publications):
        path: KeyPath = ("site", "publications", index)
        at = tree.at(path if path in tree.values else path[:-1])
        if name not in known:
            message = _("there is no publication “{name}”").format(name=short(name))
            otherwise = _("there are: {names}").format(names=", ".join(known) or "–")
            hint = did_you_mean(name, known, otherwise)
            findings.append(complaint("publication-unknown", message, at, hint))
        elif name in said.publications[:index]:
            message = _("“{name}” is listed twice").format(name=name)
            findings.append(complaint("listed-twice", message, at, _("remove one of them")))
    theme = project_settings.project.theme
    _theme, complaints = project_settings.themes.get(theme, tree.at(("theme",)))
    findings += complaints
    if has_errors(findings):
        return None, tuple(findings)
    site = Site(
        title=said.title
        or project_settings.project.name
        or project_settings.brand.name
        or project_settings.files.root.name,
        language=project_settings.project.language,
        publications=said.publications or tuple(one.name for one in publications),
        description=said.description,
        address=said.address,
        author=project_settings.brand.name,
        theme=theme,
        typography=project_settings.typography,
    )
    return site, ()
