"""Names after « by » and « of », where a language puts an article before some and none before others."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from printkit.languages.language import language_of

_VOWELS = frozenset("aeiou")


def attributed(
    before: str, role: Literal["by", "of"], names: Sequence[Markup], language: str
) -> Markup:
    """Return words and the names after their « by » or « of »: « Organisé par l’Association X, Attac ».

    The first word of a name decides, by the language's own lists; a name of another kind stays as it is,
    and a language without lists puts nothing before any. Nothing of a name is changed.
    """
    told = language_of(language).attribution
    patterns = told.get(role, {})
    kinds = [_kind(str(name.striptags()), language) for name in names]
    if "listed" in patterns and "article" in kinds:
        return Markup(patterns["listed"]).format(names=Markup(", ").join(names))  # noqa: S704
    said = [
        Markup(patterns.get(kind, patterns.get("name", "{name}"))).format(name=name)  # noqa: S704
        for kind, name in zip(kinds, names, strict=True)
    ]
    return Markup("{} <strong>{}</strong>").format(before, Markup(", ").join(said))


def _kind(name: str, language: str) -> str:
    first = name.lower().replace("’", "'").replace("'", "' ").split()[0]
    told = language_of(language).attribution
    if first in told.get("articles", ()):
        return "article"
    nouns = told.get("nouns", {})
    found = next((kind for kind, words in nouns.items() if first in words), None)
    if found is not None:
        return str(found)
    letter = unicodedata.normalize("NFD", first[:1])[:1]
    return "vowel" if letter in _VOWELS else "name"
