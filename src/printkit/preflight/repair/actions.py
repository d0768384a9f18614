"""What a press has no use for, taken out: passwords, scripts, attachments, names of layers."""

from __future__ import annotations

from printkit.core.i18n import _
from printkit.pdf.objects import Thing, entry, has, is_dictionary, listed, name
from printkit.pdf.writer import drop
from printkit.preflight.repair.repair_context import Work


def take_off_password(work: Work) -> None:
    """Write the file without encryption; the copy has none already."""
    if work.document.encrypted:
        work.note(
            "encryption",
            _("the file was written without its encryption"),
            _("it opens without a password, but machines at the print shop refuse it"),
        )


def drop_actions(work: Work) -> None:
    """Take out scripts and actions of the file, its pages and its fields."""
    if not work.has("javascript"):
        return
    root = work.file.catalogue
    if name(entry(root, "/OpenAction", "/S")) not in ("", "/GoTo"):
        drop(root, "/OpenAction")
    drop(root, "/AA")
    drop(entry(root, "/Names"), "/JavaScript")
    for page in work.pages():
        drop(page.source, "/AA")
    work.note(
        "javascript",
        _("scripts and actions were taken out"),
        _("a file for a press does nothing on its own"),
    )


def drop_attachments(work: Work) -> None:
    """Take out the files within the file."""
    root = work.file.catalogue
    names = entry(root, "/Names")
    if work.has("embedded-file") and is_dictionary(names):
        drop(names, "/EmbeddedFiles")
        drop(root, "/AF")
        work.note(
            "embedded-file",
            _("attached files were taken out"),
            _("nobody prints them, and PDF/X forbids them; they stay in the original"),
        )


def drop_layers(work: Work) -> None:
    """Forget that there are layers where all of them are seen anyway."""
    root = work.file.catalogue
    layers = entry(root, "/OCProperties")
    if not work.has("hidden-layer") or layers is None or not _all_shown(layers):
        return
    drop(root, "/OCProperties")
    work.note(
        "hidden-layer",
        _("layers were merged into the pages; all of them were visible"),
        _("this level of PDF/X knows no layers"),
    )


def _all_shown(layers: Thing) -> bool:
    settings = entry(layers, "/D")
    hidden = listed(entry(settings, "/OFF")) or listed(entry(settings, "/AS"))
    base = name(entry(settings, "/BaseState")) in ("", "/ON")
    usage = any(has(one, "/Usage") for one in listed(entry(layers, "/OCGs")))
    return not hidden and base and not usage
