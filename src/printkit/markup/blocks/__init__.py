"""Blocks of the dialect, found line by line."""
