"""PDF objects of files nobody vouches for: every answer is a plain value, never an exception."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

#: References to references that are still followed.
_MOST_STEPS: Final = 8
#: Nodes of a tree that are still visited.
_MOST_NODES: Final = 20_000


def follow(thing: Any) -> Any:
    """Return what a reference leads to; None for nothing, for a loop and for what is broken."""
    for _step in range(_MOST_STEPS):
        if not isinstance(thing, IndirectObject):
            return None if isinstance(thing, NullObject) else thing
        try:
            thing = thing.pdf.get_object(thing)
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception:  # pypdf raises of all kinds on files nobody vouches for
            return None
    return None


def entry(holder: Any, *keys: str) -> Any:
    """Return what stands under a path of keys; None where the path ends early."""
    for key in keys:
        holder = follow(holder)
        if not isinstance(holder, DictionaryObject):
            return None
        holder = dict.get(holder, key)
    return follow(holder)


def table(thing: Any) -> DictionaryObject:
    """Return a dictionary (a stream's is one), an empty one for anything else."""
    found = follow(thing)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def members(holder: Any) -> Iterator[tuple[str, Any]]:
    """Yield a dictionary's keys and values as they stand, references not followed."""
    yield from dict.items(table(holder))


def listed(thing: Any) -> list[Any]:
    """Return an array's entries, references not followed; an empty list for anything else."""
    found = follow(thing)
    return list(list.__iter__(found)) if isinstance(found, ArrayObject) else []


def number(thing: Any, default: float = 0.0) -> float:
    """Return a finite number, ``default`` for anything else."""
    found = follow(thing)
    if isinstance(found, bool) or not isinstance(found, int | float):
        try:
            found = float(found) if type(found).__name__ in ("FloatObject", "Decimal") else default
        except (TypeError, ValueError):
            return default
    try:
        value = float(found)
    except (OverflowError, ValueError):
        return default
    return value if math.isfinite(value) and abs(value) < 1e9 else default


def numbers(thing: Any) -> tuple[float, ...]:
    """Return an array's numbers, empty unless all of them are numbers."""
    found = [number(one, math.nan) for one in listed(thing)]
    return () if any(math.isnan(one) for one in found) else tuple(found)


def name(thing: Any) -> str:
    """Return a name with its slash or a text; empty for anything else."""
    found = follow(thing)
    if isinstance(found, bytes):
        return found.decode("latin-1")
    return str(found) if isinstance(found, str) else ""


def identity(thing: Any) -> tuple[int, int] | int:
    """Return what tells an object from all others: its number, or its place in memory."""
    if isinstance(thing, IndirectObject):
        return (thing.idnum, thing.generation)
    reference = getattr(thing, "indirect_reference", None)
    if isinstance(reference, IndirectObject):
        return (reference.idnum, reference.generation)
    return id(thing)


def decoded(thing: Any) -> bytes | None:
    """Return a stream's data without its filters; None where that fails or is too much."""
    found = follow(thing)
    if not isinstance(found, StreamObject):
        return None
    try:
        data = found.get_data()
    except Exception:  # filters raise of all kinds; a bomb is a MemoryError or pypdf's own limit
        return None
    return data if isinstance(data, bytes) else None


def leaves(tree: Any) -> Iterator[Any]:
    """Yield the values of a name tree (ISO 32000-1, 7.9.6), loops and crowds left out."""
    pending: list[Any] = [tree]
    seen: set[Any] = set()
    while pending and len(seen) < _MOST_NODES:
        node = pending.pop()
        if identity(node) in seen:
            continue
        seen.add(identity(node))
        values = listed(entry(node, "/Names"))
        yield from values[1::2]
        pending += listed(entry(node, "/Kids"))


def truth(thing: Any) -> bool:
    """Tell whether a PDF boolean is true; anything else is not."""
    return str(follow(thing)).lower() == "true"
