"""Proofs: the full numbers of large claims, run by hand (``make proof NAME=…``), kept in docs/proofs.

A proof is a module of this package. Its docstring's first line says what it proves; its function
``prove(folder)`` gets the folder named by ``IN=…`` (or None) and returns Markdown: a sentence on
what was tried, with its seeds, and a table. It raises :class:`NotProvenError` when the claim fails.
"""

from __future__ import annotations


class NotProvenError(Exception):
    """A claim that its proof found wrong; the text says where."""
