"""``printkit clean``: what was built goes, what people put beside it stays."""

from __future__ import annotations

import sys

from printkit.build.api import OUT
from printkit.build.build_state import forget
from printkit.cli.project_option import project_root
from printkit.core.findings import ExitCode
from printkit.core.i18n import _, ngettext
from printkit.deliver.build_lock import building
from printkit.deliver.manifest import MANIFEST, read_manifest
from printkit.deliver.publish import is_whole, recover
from printkit.project.names import DRAFT_ENDING
from printkit.project.root import publication_names
from printkit.sandbox.below import Below


def clean_command(project: str | None) -> int:
    """Remove the files of the manifest, drafts and the cache."""
    root = project_root(project)
    out = root / OUT
    with building(root, on_wait=_say_waiting):
        recover(out)
        files, removed = Below(out), 0
        for entry in read_manifest(out, former=True):
            path = entry.path
            if not files.is_file(path):
                continue
            if not is_whole(out, entry):
                kept = _("kept {path}: it was changed since it was built")
                sys.stderr.write(kept.format(path=f"{OUT}/{entry.path}") + "\n")
                continue
            files.remove(path)
            removed += 1
            files.drop_empty(path.rpartition("/")[0])
        for name in publication_names(root):
            for draft in sorted((out / name).glob(f"*{DRAFT_ENDING}")):
                path = f"{name}/{draft.name}"
                if files.is_file(path):
                    files.remove(path)
                    removed += 1
            files.drop_empty(name)
        if files.is_file(MANIFEST):
            files.remove(MANIFEST)
    forget(root)
    words = ngettext("{count} file removed", "{count} files removed", removed)
    sys.stdout.write(words.format(count=removed) + "\n")
    return ExitCode.CLEAN


def _say_waiting() -> None:
    sys.stderr.write(_("another build of this project is running; waiting for it") + "\n")
