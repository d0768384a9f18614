"""Paragraphs: breaks chosen for the whole of each, lines set once and handed out as copies."""
