"""Where a path written in a chapter may lead: from the chapter's folder, the publication's, those between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from posixpath import normpath

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def candidates(path: str, chapter: str, folder: str) -> Iterator[str]:
    """Yield the project-relative paths that ``path`` may mean, the likeliest first.

    ``chapter`` is the project-relative path of the text, ``folder`` that of the publication; nothing
    outside of that folder is yielded. A path that begins with ``/`` starts from a root that only the
    tool it was written for knows: any folder from the chapter's up to the publication's is tried.
    """
    if not path or "\\" in path or "\x00" in path or _SCHEME.match(path):
        return
    home = normpath(folder or ".")
    bases = [str(PurePosixPath(chapter).parent)]
    while bases[-1] != home and len(bases) < 40:
        above = str(PurePosixPath(bases[-1]).parent)
        if above == bases[-1]:
            break
        bases.append(above)
    if not path.startswith("/"):
        bases = list(dict.fromkeys((bases[0], home)))
    seen: set[str] = set()
    for base in (*bases, home):
        full = normpath(f"{base}/{path.lstrip('/')}")
        if full not in seen and _is_below(full, home):
            seen.add(full)
            yield full


def find_file(
    path: str, chapter: str, folder: str, read: Callable[[str], bytes | None] | None
) -> tuple[str | None, bytes | None]:
    """Return the first of :func:`candidates` that is there, and its bytes; without bytes none is.

    The path is None where nothing inside of the publication's folder is meant.
    """
    first = None
    for one in candidates(path, chapter, folder):
        first = first or one
        if read is not None and (data := read(one)) is not None:
            return one, data
    return first, None


def _is_below(path: str, folder: str) -> bool:
    if path.startswith(("../", "/")) or path in ("..", "."):
        return False
    return folder == "." or path.startswith(folder + "/")
