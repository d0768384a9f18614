"""What an import tells: words that were not kept, with their place, and pictures that need a hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from printkit.conversion.importing import Imported
from printkit.conversion.proof import Loss, Proof
from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _, ngettext

#: Passages of one place that are told one by one; of the others only how many there are.
_TOLD: Final = 5
_ADDRESSES: Final = 5


def findings_of(imported: Imported, path: str) -> list[Finding]:
    """Return what is to be told of an import; an error means that nothing may be written."""
    at = Position(path)
    if imported.refused:
        return [_finding("unreadable-text", Severity.ERROR, imported.refused, at, imported.hint)]
    found = list(_of_proof(imported.proof, at)) if imported.proof is not None else []
    found += _of_pictures(imported, at)
    if imported.changed:
        message = _("some of its form is not as it was: {what}")
        message = message.format(what="; ".join(imported.changed[:_ADDRESSES]))
        hint = _("every word is there; look at the pages of a draft")
        found.append(_finding("form-changed", Severity.WARNING, message, at, hint))
    return found


def _of_proof(proof: Proof, at: Position) -> Iterator[Finding]:
    severity = Severity.WARNING if proof.holds else Severity.ERROR
    for loss in proof.losses:
        message = _("not kept ({place}): {words}").format(
            place=_place(loss.place), words=loss.words
        )
        yield _finding("words-lost", severity, message, at)
    for loss in proof.parted:
        message = _("these words no longer follow each other ({place}): {words}")
        message = message.format(place=_place(loss.place), words=loss.words)
        yield _finding("words-parted", Severity.WARNING, message, at)
    if proof.invented:
        words = " ".join(proof.invented[:20])
        message = _("the chapters would say what the file does not: {words}").format(words=words)
        yield _finding("words-added", Severity.ERROR, message, at)
    if not proof.holds:
        message = _("{lost} of {count} words would be lost: nothing was written")
        message = message.format(lost=proof.lost, count=proof.words)
        hint = _("save it as .docx, .odt or .html with another program and try again")
        yield _finding("words-lost", Severity.ERROR, message, at, hint)
    for place in dict.fromkeys(one.place for one in proof.apart):
        if place != "number":
            yield from _apart(place, [one for one in proof.apart if one.place == place], at)


def _apart(place: str, passages: Sequence[Loss], at: Position) -> Iterator[Finding]:
    """Tell of what is left out on purpose."""
    told = list(dict.fromkeys(one.words for one in passages))
    for words in told[:_TOLD]:
        message = _("left out ({place}): {words}").format(place=_place(place), words=words)
        yield _finding("left-out", Severity.NOTE, message, at)
    if (more := len(told) - _TOLD) > 0:
        message = ngettext(
            "left out ({place}): {count} more passage",
            "left out ({place}): {count} more passages",
            more,
        )
        message = message.format(place=_place(place), count=more)
        yield _finding("left-out", Severity.NOTE, message, at)


def _of_pictures(imported: Imported, at: Position) -> Iterator[Finding]:
    for address in imported.remote[:_ADDRESSES]:
        message = _("this picture lies elsewhere and was not fetched: {address}")
        hint = _("download it if you may use it, and put it into images/")
        message = message.format(address=address)
        yield _finding("remote-picture", Severity.WARNING, message, at, hint)
    if (more := len(imported.remote) - _ADDRESSES) > 0:
        message = ngettext(
            "{count} more picture lies elsewhere", "{count} more pictures lie elsewhere", more
        )
        yield _finding("remote-picture", Severity.WARNING, message.format(count=more), at)
    for name in imported.unreadable[:_ADDRESSES]:
        message = _("this picture cannot be printed, or is not there: {name}").format(name=name)
        hint = _("save it as PNG or JPEG and put it into images/")
        yield _finding("bad-image", Severity.WARNING, message, at, hint)
    if imported.undescribed:
        message = ngettext(
            "{count} picture has no description",
            "{count} pictures have no description",
            imported.undescribed,
        )
        message = message.format(count=imported.undescribed)
        hint = _("say between the brackets of ![…] what it shows, for those who do not see it")
        yield _finding("missing-alt", Severity.WARNING, message, at, hint)


def _place(place: str) -> str:
    return {
        "body": _("text"),
        "note": _("note"),
        "picture": _("description of a picture"),
        "header": _("header or footer"),
        "contents": _("table of contents"),
        "deleted": _("deleted text"),
        "comment": _("comment"),
        "hidden": _("hidden text"),
        "number": _("number"),
    }.get(place, place)


def _finding(
    rule: str, severity: Severity, message: str, at: Position, hint: str | None = None
) -> Finding:
    return Finding(rule, severity, message, at, hint=hint)
