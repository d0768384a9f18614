"""The one model of a PDF: objects read safely, content streams interpreted, objects written.

``objects`` is the only reader of objects (over qpdf, through pikepdf), ``lexer`` the only one of content
streams, ``interpreter`` the only graphics state machine; who wants to know something of a page, or to
rewrite it, gives the interpreter a visitor. ``writer`` makes objects, ``xmp`` says what a file is.
"""
