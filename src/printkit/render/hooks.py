"""Every place where a function of ours stands in the layout engine for one of its own.

A hook names what it replaces: module, function, parameters. ``install`` looks at the engine's version and at
each of those before it puts anything in place; a group of hooks whose ground is not exactly as known stays
out as a whole, and the engine then works by itself there: its lines, its time. What stayed out is returned,
so that it can be told.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import weasyprint

from printkit.render import corrections, drawn_words
from printkit.render.paragraphs import drawing_spaces, factory, features, memos, showing

#: Versions of the engine whose functions were read before these were written.
KNOWN_VERSIONS: Final = frozenset({"70.0"})


#: The engine's own functions, by module and name, where ours stand in for them.
_REPLACED: Final[dict[tuple[str, str], Callable[..., Any]]] = {}


@dataclass(frozen=True, slots=True)
class Hook:
    """One function of the engine and what stands in for it, wherever the engine imported it by name."""

    module: str
    name: str
    parameters: str  #: names of the engine's parameters, in order, separated by spaces
    replacement: Callable[..., Any]
    everywhere: bool = True  #: False: in its module alone

    def fault(self) -> str | None:
        """Return why this hook does not fit the engine, None if it does."""
        try:
            found = getattr(import_module(self.module), self.name)
        except (ImportError, AttributeError):
            return f"{self.module} has no {self.name}"
        found = _REPLACED.get((self.module, self.name), found)
        has = " ".join(inspect.signature(found).parameters)
        return None if has == self.parameters else f"{self.module}.{self.name} takes ({has})"

    def put(self) -> None:
        """Replace the function in every module of the engine that holds it."""
        own = getattr(import_module(self.module), self.name)
        if own is not self.replacement:
            _REPLACED.setdefault((self.module, self.name), own)
        if not self.everywhere:
            setattr(import_module(self.module), self.name, self.replacement)
            return
        for key, module in list(sys.modules.items()):
            if key.split(".")[0] == "weasyprint" and getattr(module, self.name, None) is own:
                setattr(module, self.name, self.replacement)


@dataclass(frozen=True, slots=True)
class Group:
    """Hooks that make sense together only; ``purpose`` says what is lost without them.

    ``prepare`` runs before they are put in place, and may refuse by saying why. What only listens fits
    ``any_version`` whose functions take the same parameters.
    """

    name: str
    purpose: str
    hooks: tuple[Hook, ...]
    prepare: Callable[[], str | None] | Callable[[], None] | None = None
    any_version: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A group that stayed out, and why."""

    name: str
    purpose: str
    why: str


def _memo(module: str, name: str, parameters: str, replacement: Callable[..., Any]) -> Group:
    return Group(f"memo {name}", "speed", (Hook(module, name, parameters, replacement),))


_DRAW: Final = "stream textbox text_overflow block_ellipsis matrix"

GROUPS: Final[tuple[Group, ...]] = (
    Group(
        "drawn words",
        "proof that all words are drawn",
        (Hook("weasyprint.draw.text", "draw_first_line", _DRAW, drawn_words.draw_first_line),),
        drawn_words.install,
        any_version=True,
    ),
    Group(
        "lines",
        "paragraphs broken as a whole, even spaces, hanging signs",
        (
            Hook(
                "weasyprint.layout.inline",
                "iter_line_boxes",
                "context box position_y bottom_space skip_stack containing_block absolute_boxes"
                " fixed_boxes first_letter_style first_line_style",
                factory.iter_line_boxes,
            ),
            Hook("weasyprint.draw.text", "draw_first_line", _DRAW, showing.draw_first_line),
            Hook(
                "weasyprint.layout.preferred",
                "split_first_line",
                "text style context max_width justification_spacing is_line_start minimum",
                drawing_spaces.measured_first_line,
                everywhere=False,
            ),
        ),
        features.register,
    ),
    Group(
        "spaces in drawings",
        "fine and no-break spaces of the right width in charts",
        (
            Hook(
                "weasyprint.text.line_break",
                "split_first_line",
                "text style context max_width justification_spacing is_line_start minimum",
                drawing_spaces.split_first_line,
            ),
        ),
    ),
    Group(
        "notes",
        "notes on the page of their call, captions with their tables",
        (
            Hook(
                "weasyprint.layout.block",
                "_linebox_layout",
                "context box index child new_children page_is_empty absolute_boxes fixed_boxes"
                " adjoining_margins bottom_space position_y skip_stack first_letter_style"
                " first_line_style draw_bottom_decoration max_lines",
                corrections.keep_notes,
            ),
        ),
        corrections.keep_captions,
    ),
    _memo(
        "weasyprint.layout.percent",
        "resolve_percentages",
        "box containing_block",
        memos.resolve_percentages,
    ),
    _memo("weasyprint.text.line_break", "strut", "style", memos.strut),
    _memo(
        "weasyprint.layout.preferred",
        "inline_line_widths",
        "context box outer is_line_start minimum skip_stack first_line",
        memos.inline_line_widths,
    ),
    _memo(
        "weasyprint.layout.background",
        "layout_box_backgrounds",
        "page box get_image_from_uri layout_children style",
        memos.layout_box_backgrounds,
    ),
    _memo(
        "weasyprint.layout.page",
        "set_page_type_computed_styles",
        "page_type html style_for",
        memos.set_page_type_computed_styles,
    ),
)


def install(
    groups: Sequence[Group] = GROUPS, *, version: str = weasyprint.__version__
) -> tuple[Refused, ...]:
    """Put every group in place whose ground is as known; return those that stayed out."""
    refused: list[Refused] = []
    for group in groups:
        why = _fault(group, version)
        if why is not None:
            refused.append(Refused(group.name, group.purpose, why))
            continue
        for hook in group.hooks:
            hook.put()
    return tuple(refused)


def remove() -> None:
    """Put the engine's own functions back."""
    for (place, name), own in _REPLACED.items():
        replacement = getattr(import_module(place), name)
        for key, module in list(sys.modules.items()):
            if key.split(".")[0] == "weasyprint" and getattr(module, name, None) is replacement:
                setattr(module, name, own)


def _fault(group: Group, version: str) -> str | None:
    if version not in KNOWN_VERSIONS and not group.any_version:
        return f"version {version} of the engine is not known"
    why = next((fault for hook in group.hooks if (fault := hook.fault()) is not None), None)
    return why if why is not None or group.prepare is None else group.prepare()
