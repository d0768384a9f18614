"""Preflight: any PDF read with care, and what a print shop would refuse in it."""
