"""Micro-typography on the parsed tree, never on Markdown: each language by its own rules.

A text holds several languages where ``lang`` says so; each is set by its rules, all others count as words
in it. What a rule would have to guess is left as typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from printkit.core.language_tags import primary
from printkit.languages import common, french
from printkit.languages.flow import Flow, language_in
from printkit.languages.language import Language, is_known, language_of
from printkit.languages.shielding import shield, unshield
from printkit.languages.signs import BLOCK, RESERVED, Context, Rule
from printkit.model import TypographyOptions

#: The sets of rules a language's file can name.
_RULES: Final[Mapping[str, tuple[Rule, ...]]] = {"common": common.RULES, "french": french.RULES}
#: What one rule makes may be matter for another: until nothing changes, and never for ever.
_ROUNDS = 6


def typeset(
    root: Any,
    options: TypographyOptions = TypographyOptions(),  # noqa: B008
    language: str = "fr",
) -> None:
    """Set the text of an lxml tree in place. Applying it twice is applying it once.

    ``root`` is an ``lxml.html.HtmlElement``; ``language`` is what it speaks where no ``lang``, of an
    ancestor of ``root`` too, says otherwise. Text in a language without rules, code, addresses,
    attributes and comments stay as they are; a ``span.footnote`` is a text of its own.
    """
    spoken = language_in(root, language)
    tags = dict.fromkeys([spoken])
    for element in root.iter():
        if isinstance(element.tag, str):
            tags[language_in(element, "", up=False) or spoken] = None
    for tag in _each_once(tags):
        flow = Flow.of_tree(root, tag, language)
        if not flow.untouchable:
            _set(flow, Context(options, language_of(tag)))
            flow.write()


def typeset_text(
    text: str,
    options: TypographyOptions = TypographyOptions(),  # noqa: B008
    language: str = "fr",
) -> str:
    """Set a plain string (a title, a field): the same rules, without superiors and small capitals."""
    if not is_known(language) or not text or re.search(RESERVED, text):
        return text
    flow = Flow.of_text(text)
    _set(flow, Context(options, language_of(language), plain=True))
    return flow.text[len(BLOCK) : -len(BLOCK)]


def _each_once(tags: Mapping[str, None]) -> list[str]:
    """Return the tags that have rules, one for each language: its first."""
    first: dict[str, str] = {}
    for tag in tags:
        if is_known(tag):
            first.setdefault(primary(tag), tag)
    return list(first.values())


def rules_of(language: Language) -> tuple[Rule, ...]:
    """Return the rules of a language, in the order they are applied in."""
    return _RULES[language.composition.rules]


def _set(flow: Flow, context: Context) -> None:
    for _ in range(_ROUNDS):
        before = flow.text
        flow.text, kept = shield(flow.text)
        for rule in rules_of(context.language):
            flow.apply(rule(flow.text, context))
        flow.text = unshield(flow.text, kept)
        if flow.text == before:
            return
