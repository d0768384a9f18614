"""French micro-typography on the parsed tree, never on Markdown.

The rules are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale*;
where houses differ, :class:`printkit.model.TypographyOptions` has a switch. What a rule would have
to guess (a missing space after a sign, an unaccented capital, ``Mr``) is left as typed.
"""

from __future__ import annotations

import re
from typing import Any

from printkit.markup.typography.french import (
    abbreviations,
    dashes,
    ligatures,
    numbers,
    ordinals,
    quotes,
    spacing,
)
from printkit.markup.typography.french.flow import Flow, is_french
from printkit.markup.typography.french.shielding import shield, unshield
from printkit.markup.typography.french.signs import BLOCK, RESERVED, Context, Rule
from printkit.model import TypographyOptions

#: In this order: every rule may count on what the ones before it left.
RULES: tuple[Rule, ...] = (
    ligatures.ligatures,
    quotes.apostrophes,
    quotes.guillemets,
    spacing.brackets,
    spacing.doubled,
    dashes.ellipses,
    dashes.before_ellipses,
    dashes.minus,
    dashes.dashes,
    dashes.ranges,
    dashes.name_dashes,
    spacing.low_punctuation,
    spacing.high_punctuation,
    spacing.colon,
    quotes.inner_spaces,
    numbers.phones,
    numbers.thousands,
    numbers.hours,
    numbers.fixed_hours,
    numbers.dimensions,
    numbers.units,
    ordinals.numero,
    ordinals.ordinals,
    ordinals.centuries,
    ordinals.roman_ordinals,
    ordinals.dates,
    abbreviations.titles,
    abbreviations.initials,
    abbreviations.abbreviations,
    abbreviations.inclusive,
)


#: What one rule makes may be matter for another: until nothing changes, and never for ever.
_ROUNDS = 6


def typeset(root: Any, options: TypographyOptions = TypographyOptions()) -> None:  # noqa: B008
    """Set the French text of an lxml tree in place. Applying it twice is applying it once.

    ``root`` is an ``lxml.html.HtmlElement``. Text in another language (the nearest ``lang``, of an
    ancestor of ``root`` too), code, addresses, attributes and comments stay as they are; a
    ``span.footnote`` is a text of its own.
    """
    flow = Flow.of_tree(root)
    if flow.untouchable:
        return
    _set(flow, Context(options))
    flow.write()


def typeset_text(
    text: str,
    options: TypographyOptions = TypographyOptions(),  # noqa: B008
    language: str = "fr",
) -> str:
    """Set a plain string (a title, a field): the same rules, without superiors and small capitals."""
    if not is_french(language) or not text or re.search(RESERVED, text):
        return text
    flow = Flow.of_text(text)
    _set(flow, Context(options, plain=True))
    return flow.text[len(BLOCK) : -len(BLOCK)]


def _set(flow: Flow, context: Context) -> None:
    for _ in range(_ROUNDS):
        before = flow.text
        flow.text, kept = shield(flow.text)
        for rule in RULES:
            flow.apply(rule(flow.text, context))
        flow.text = unshield(flow.text, kept)
        if flow.text == before:
            return
