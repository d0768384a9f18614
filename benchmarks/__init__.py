"""How fast the line is, always against plain WeasyPrint in the same run: ``make bench``."""
