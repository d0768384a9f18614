"""``printkit check --fix``: a repaired copy beside what was checked, never over it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from printkit.cli.help_words import Misuse
from printkit.cli.isolated import repair_apart
from printkit.core.i18n import _
from printkit.preflight.printer import Job
from printkit.preflight.repair import COPY, Edge
from printkit.project.condition_files import condition_for
from printkit.report.preflight_text import Checked

#: Copies of one name that are counted before giving up.
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be checked: where it is, what it is called in reports, and for what job.

    ``publication``: the one of this project it was built of, empty for any other file.
    """

    path: Path
    shown: str
    job: Job
    publication: str = ""


def repaired(one: Wanted, checked: Checked, edge: Edge | None) -> Checked:
    """Write a repaired copy of a checked file into the current folder; returns what is left in it.

    Where nothing can be repaired no copy is written, and that is said.

    Raises:
        Misuse: no file can be written here.

    """
    if not checked.faults:
        return checked
    if checked.source is None:
        return replace(checked, uncopied=True)
    target = new_copy(one.path.stem)
    mended = repair_apart(
        checked.source.read_bytes(),
        replace(one.job, file_name=target.name),
        condition=condition_for(one.job.printer),
        when=datetime.now(UTC),
        edge=edge,
        found=checked.faults,
    )
    if not mended.done:
        return replace(checked, undone=mended.undone, uncopied=True)
    write_copy(target, mended.pdf)
    shown = target.as_posix()
    return replace(
        checked,
        path=shown,
        faults=mended.left,
        source=target,
        mends=mended.done,
        undone=mended.undone,
    )


def new_copy(stem: str, mark: str = COPY, suffix: str = ".pdf") -> Path:
    """Return a file that is not there yet, under a name print shops can read; ``mark`` ends its stem.

    Raises:
        Misuse: there are a thousand of them.

    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-.") or "file"
    plain = plain.removesuffix(mark)
    for count in range(1, _MOST):
        target = Path(f"{plain}{mark}{f'-{count}' if count > 1 else ''}{suffix}")
        if not target.exists():
            return target
    message = _("there are already {count} such copies of this file").format(count=_MOST - 1)
    raise Misuse(message, _("remove those you no longer need"))


def write_copy(target: Path, data: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        Misuse: it cannot be written here.

    """
    try:
        with target.open("xb") as file:
            file.write(data)
    except OSError as problem:
        message = _("{path} cannot be written: {reason}").format(
            path=target, reason=problem.strerror or "?"
        )
        raise Misuse(message, _("call it from a folder you may write to")) from None
