"""The proof of conservation: what people typed stands in the typeset text, and that on the pages.

Three links, each checked at every build: a source's words against the typeset tree (``source_words``),
the tree against what the engine draws (``render.drawn_words``), and what it drew against the words that
stand inside the pages of each finished file (``finished_pages``).
"""
