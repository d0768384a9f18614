"""The rules of French composition.

The rules are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale*;
where houses differ, :class:`printkit.model.TypographyOptions` has a switch. What a rule would have
to guess (a missing space after a sign, an unaccented capital, ``Mr``) is left as typed.
"""

from __future__ import annotations

from printkit.languages import quotes
from printkit.languages.french import (
    abbreviations,
    dashes,
    ligatures,
    numbers,
    ordinals,
    spacing,
)
from printkit.languages.signs import Rule

#: In this order: every rule may count on what the ones before it left.
RULES: tuple[Rule, ...] = (
    ligatures.ligatures,
    quotes.apostrophes,
    quotes.double_quotes,
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
