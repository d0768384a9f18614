"""Editions without pages: the typeset text as a web page, as an e-book, and where to find them."""
