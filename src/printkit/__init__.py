"""Markdown chapters and event data in; print-ready, proven PDFs out."""

__version__ = "0.1.0"
