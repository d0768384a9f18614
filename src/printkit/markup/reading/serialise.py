"""A tree as HTML text: characters as they are, ``&``, ``<`` and ``>`` escaped, void elements closed."""

from __future__ import annotations

from typing import Any

from printkit.core.word_list import word_set
from printkit.markup.reading.context import PRIVATE

_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def inner_html(root: Any) -> str:
    """Return the HTML of an element's content, without printkit's private attributes."""
    out: list[str] = []
    _text(out, root.text)
    # A stack instead of recursion: a tree may be deeper than Python's.
    stack: list[Any] = [iter(root)]
    open_tags: list[Any] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if open_tags:
                element = open_tags.pop()
                out.append(f"</{element.tag}>")
                _text(out, element.tail)
        elif not isinstance(child.tag, str):
            out.append(f"<!--{(child.text or '').replace('--', '- -')}-->")
            _text(out, child.tail)
        else:
            out.append(f"<{child.tag}")
            for name, value in child.attrib.items():
                if not name.startswith(PRIVATE):
                    out.append(f' {name}="{value.translate(_VALUE)}"')
            if child.tag in _VOID:
                out.append(" />")
                _text(out, child.tail)
            else:
                out.append(">")
                _text(out, child.text)
                stack.append(iter(child))
                open_tags.append(child)
    return "".join(out)


def _text(out: list[str], text: str | None) -> None:
    if text:
        out.append(text.translate(_TEXT))
