"""Where lines of a language may not end: one file a language, found by its code in ``rules``."""
