"""A preflight or a repair in a process of its own: a hostile file takes that one with it, nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from printkit.core.i18n import _, current_language, use_language
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.preflight.repair import Edge, Repaired
from printkit.press.printing_condition import Condition
from printkit.sandbox.child import call_apart

#: How much processor time it may take in all, in seconds; the preflight itself stops before.
TIMEOUT_S: Final = 100.0
#: A repair checks twice, paints twice and converts once.
REPAIR_TIMEOUT_S: Final = 300.0


def preflight_apart(
    data: bytes, job: Job, *, timeout_s: float = TIMEOUT_S
) -> tuple[tuple[Fault, ...], bool]:
    """Check a file in a child process; returns what was found and whether the child answered."""
    found: tuple[Fault, ...] | None = call_apart(
        _preflight, data, job, current_language(), timeout_s=timeout_s
    )
    if found is not None:
        return found, True
    issue = _("the file could not be checked: it takes too much time or memory")
    fix = _("export it again, simpler: flatten its heaviest drawings to images")
    return (error("too-heavy", issue, fix),), False


def repair_apart(
    data: bytes,
    job: Job,
    *,
    condition: Condition | None,
    when: datetime,
    edge: Edge | None = None,
    found: tuple[Fault, ...] | None = None,
    timeout_s: float = REPAIR_TIMEOUT_S,
) -> Repaired:
    """Repair anybody's file in a child process (see :func:`printkit.preflight.repair.repair`)."""
    more = {"condition": condition, "when": when, "edge": edge, "found": found}
    mended: Repaired | None = call_apart(
        _repair, data, job, more, current_language(), timeout_s=timeout_s
    )
    if mended is not None:
        return mended
    return Repaired(data, (), found or preflight_apart(data, job)[0])


def _preflight(data: bytes, job: Job, language: str) -> tuple[Fault, ...]:
    use_language(language)
    from printkit.preflight.runner import preflight  # noqa: PLC0415  loaded in the child alone

    return preflight(data, job)


def _repair(data: bytes, job: Job, more: dict[str, Any], language: str) -> Repaired:
    use_language(language)
    from printkit.preflight.repair import repair  # noqa: PLC0415

    return repair(data, job, **more)
