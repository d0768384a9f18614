"""A printing condition: what the colours of a press file are meant for."""

from __future__ import annotations

from dataclasses import dataclass

ICC_REGISTRY = "http://www.color.org"


@dataclass(frozen=True, slots=True)
class Condition:
    """A characterised printing condition (ISO 15930-7, 6.2.2) and the profile that separates for it.

    ``identifier`` is the name in the registry (``FOGRA39``), empty ``registry``: not registered.
    ``ink_limit`` is the largest sum of the four inks, in per cent. ``icc`` is an output profile.
    """

    identifier: str
    info: str
    icc: bytes
    ink_limit: float
    registry: str = ICC_REGISTRY
