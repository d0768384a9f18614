"""A project from its folder: every file read, every error told at once."""

from __future__ import annotations

from pathlib import Path

from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, has_errors
from printkit.core.i18n import _
from printkit.model import Project, Publication
from printkit.model.sheets import Calibration
from printkit.project.brochure_files import read_brochure
from printkit.project.leaflet_files import read_leaflet
from printkit.project.names import PROJECT_FILE, SITE
from printkit.project.project_files import Files
from printkit.project.reading_context import ProjectSettings, open_project_settings
from printkit.project.root import find_root, led_outside, publication_files
from printkit.project.schema_findings import complaint
from printkit.project.site_file import read_site

__all__ = ["find_root", "load_calibration", "load_project"]


def load_project(root: Path) -> tuple[Project, tuple[Finding, ...]]:
    """Read the project at ``root``; a publication with an error is left out of it.

    Raises:
        PrintkitError: PROJECT, ``printkit.yaml`` is wrong: the findings tell what is wrong in the
            other files too. MISSING_SYSTEM, a font package is not installed.

    """
    root = root.resolve()
    files = Files(root)
    opened = open_project_settings(files)
    if not opened.whole and opened.tree.data is None:
        raise PrintkitError(opened.findings, ExitCode.PROJECT)
    project_settings = opened.project_settings
    publications, said = _publications(project_settings)
    site, of_site = read_site(project_settings, opened.tree, publications)
    findings = tuple(
        sorted(dict.fromkeys([*opened.findings, *said, *of_site]), key=Finding.sort_key)
    )
    if not opened.whole or any(
        finding.position is not None and finding.position.path == PROJECT_FILE
        for finding in findings
        if has_errors([finding])
    ):
        raise PrintkitError(findings, ExitCode.PROJECT)
    project = Project(
        root=root,
        language=project_settings.project.language,
        publications=publications,
        themes=project_settings.themes.read(),
        brand=project_settings.brand,
        site=site,
        inputs=files.inputs,
    )
    return project, findings


def load_calibration(root: Path) -> Calibration:
    """Read of the project at ``root`` only what was measured of the copier.

    Raises:
        PrintkitError: PROJECT, ``printkit.yaml`` is wrong.

    """
    opened = open_project_settings(Files(root.resolve()))
    if not opened.whole:
        raise PrintkitError(opened.findings, ExitCode.PROJECT)
    return opened.project_settings.project.calibration.value()


def _publications(
    project_settings: ProjectSettings,
) -> tuple[tuple[Publication, ...], list[Finding]]:
    """Read every publication; of two with one name the first stays."""
    brochures, leaflets = publication_files(project_settings.files.root)
    found: dict[str, Publication] = {}
    findings: list[Finding] = []
    for path in led_outside(project_settings.files.root):
        shown = path.relative_to(project_settings.files.root).as_posix()
        message = _("“{path}” is a link that leads out of the project").format(path=shown)
        hint = _("copy what it leads to into the project")
        findings.append(complaint("path-outside", message, Position(shown), hint))
    results = [read_brochure(path, project_settings) for path in brochures]
    results += [read_leaflet(path, project_settings) for path in leaflets]
    for publication, said in results:
        findings += said
        if publication is None:
            continue
        if publication.name == SITE and project_settings.project.site is not None:
            message = _("a publication cannot be called “{name}”: the download page has its folder")
            at = publication.positions.get("name", Position(publication.path))
            hint = _("give it another name, in a line “name: …”")
            findings.append(complaint("name", message.format(name=SITE), at, hint))
            continue
        if (other := found.get(publication.name)) is not None:
            message = _("two publications are called “{name}”: this one and {path}").format(
                name=publication.name, path=other.path
            )
            at = publication.positions.get("name", Position(publication.path))
            hint = _("give one of them another name, in a line “name: …”")
            findings.append(complaint("name-twice", message, at, hint))
            continue
        found[publication.name] = publication
    return tuple(found.values()), findings
