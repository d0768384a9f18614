"""The printing condition that files for a shop are made for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from printkit.preflight.printer import Printer
from printkit.press.printing_condition import Condition
from printkit.project.condition_files import CONDITIONS, condition, own_condition

#: The limit of a shop's own profile where the shop names none (ISO 12647-2: at most 350, 300 usual).
_USUAL_LIMIT: Final = 300.0


def condition_for(printer: Printer) -> Condition:
    """Return the condition a printer works in, its own profile or one of ours, kept to its limit."""
    if printer.profile:
        name = (printer.conditions or (printer.name,))[0].replace(" ", "")
        limit = printer.ink_limit or _USUAL_LIMIT
        return own_condition(printer.profile, name=name, info=printer.label, ink_limit=limit)
    known = [condition(name) for name in CONDITIONS]
    for wanted in printer.conditions:
        plain = wanted.upper().replace(" ", "")
        for one in known:
            if one.identifier == plain:
                return _limited(one, printer)
    asked = " ".join((*printer.conditions, printer.name)).lower()
    uncoated = any(word in asked for word in ("uncoated", "fogra47", "fogra52", "fogra30"))
    return _limited(condition("uncoated" if uncoated else "coated"), printer)


def _limited(found: Condition, printer: Printer) -> Condition:
    if printer.ink_limit is not None and printer.ink_limit < found.ink_limit:
        return replace(found, ink_limit=printer.ink_limit)
    return found
