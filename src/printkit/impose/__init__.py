"""Imposition: which page lies where on which sheet, and the sheets as PDF."""
