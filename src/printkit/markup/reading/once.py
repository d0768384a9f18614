"""Findings that say the same all over a book, told once, at the first place, with their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from printkit.core.findings import Finding
from printkit.core.i18n import ngettext

#: Rules whose findings are one habit of another tool's texts, not single slips.
TOLD_ONCE = frozenset(
    {
        "forbidden-html",
        "foreign-front-matter",
        "heading-levels",
        "remote-image",
        "unknown-attribute",
        "unknown-container",
        "unknown-html",
    }
)


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, those of :data:`TOLD_ONCE` that say the same merged into the first of them."""
    first: dict[tuple[str, str], int] = {}
    counts: dict[int, int] = {}
    kept: list[Finding] = []
    for finding in findings:
        key = (finding.rule, finding.message)
        if finding.rule in TOLD_ONCE and key in first:
            counts[first[key]] = counts.get(first[key], 0) + 1
            continue
        first.setdefault(key, len(kept))
        kept.append(finding)
    for index, more in counts.items():
        again = ngettext("({count} more like this)", "({count} more like this)", more)
        message = f"{kept[index].message} {again.format(count=more)}"
        kept[index] = replace(kept[index], message=message)
    return kept
