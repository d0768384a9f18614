"""Micro-typography, by language."""
