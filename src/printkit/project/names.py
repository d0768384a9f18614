"""Names a project may use, for those who must not wait for YAML: files, folders, what a name may be."""

from __future__ import annotations

import re
from typing import Final

#: The version of keys and meanings a project file may name.
VERSION: Final = 1
PROJECT_FILE: Final = "printkit.yaml"
BROCHURE_FILE: Final = "brochure.yaml"
LEAFLETS: Final = "leaflets"
STYLES: Final = "styles"
#: How the file of a draft ends; no manifest knows of it.
DRAFT_ENDING: Final = "-ebauche.pdf"
#: Folder of a publication in ``out/`` with the former versions of files that an error holds back.
FORMER: Final = "ancien"
#: Folder of a project's own printers, in that of its styles.
PRINTERS: Final = "printers"
#: The folder of ``out/`` with the download page: no publication can have its name.
SITE: Final = "site"
DEFAULT_THEME: Final = "presse"
DEFAULT_LANGUAGE: Final = "fr"
#: How the files of chapters end, in small letters: Markdown, and that of Quarto and R Markdown.
CHAPTER_ENDINGS: Final = (".md", ".markdown", ".mdown", ".qmd", ".rmd")
#: Letters a name may have: file systems take 255 bytes, and formats and editions are added to it.
LONGEST_NAME: Final = 100
NAME: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
