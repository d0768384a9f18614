"""Gather the messages of the source into the French catalogue and compile it.

    python tools/catalogues.py            update printkit.po from the source, write printkit.mo
    python tools/catalogues.py --check    fail if anything is untranslated or out of step

Nothing is built at installation, so the compiled catalogue is committed beside its text.
"""

from __future__ import annotations

import io
import string
import sys
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "printkit"
LOCALE = SOURCE / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
LANGUAGES = ("fr",)


def extracted() -> Catalog:
    """Return every message of the source, with the files it stands in."""
    found: dict[str | tuple[str, ...], set[str]] = {}
    for file, _line, message, _comments, _context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        key = message if isinstance(message, str) else tuple(message)
        found.setdefault(key, set()).add(Path(file).as_posix())
    for path in sorted((SOURCE / "data" / "printers").glob("*.yaml")):
        for note in notes_of(path):
            found.setdefault(note, set()).add(path.relative_to(SOURCE).as_posix())
    template = Catalog(project="printkit", charset="utf-8")
    order = sorted(
        found, key=lambda key: (min(found[key]), key if isinstance(key, str) else key[0])
    )
    for key in order:
        # line numbers would change the catalogue with every edit of the source
        template.add(key, locations=[(file, None) for file in sorted(found[key])])
    return template


def notes_of(path: Path) -> list[str]:
    """Return what a printer's file says in words."""
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    notes = [*value.get("notes", ()), *(one.get("note") for one in value["sources"])]
    return [note for note in notes if note]


def po_path(language: str) -> Path:
    """Return the catalogue's text."""
    return LOCALE / language / "LC_MESSAGES" / "printkit.po"


def read(language: str) -> Catalog:
    """Return the catalogue as committed, empty if there is none."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """Return the catalogue with the source's messages and the translations there are."""
    former = {message.id: message for message in read(language) if message.id}
    catalogue = Catalog(
        locale=language, project="printkit", charset="utf-8", fuzzy=False, language_team=language
    )
    for message in extracted():
        if message.id:
            old = former.get(message.id)
            string_ = old.string if old is not None and not old.fuzzy else None
            catalogue.add(message.id, string_, locations=message.locations)
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Write a catalogue's text; equal catalogues give equal bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=True, include_lineno=False)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


class _Compiled(Catalog):
    """A catalogue whose header tells no time and no tool: equal texts give equal bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def mo_bytes(catalogue: Catalog) -> bytes:
    """Compile a catalogue."""
    compiled = _Compiled(locale=catalogue.locale, charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id:
            compiled.add(message.id, message.string)
    buffer = io.BytesIO()
    write_mo(buffer, compiled)
    return buffer.getvalue()


def problems(catalogue: Catalog) -> list[str]:
    """Name what is untranslated and whose fields differ from the source's."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        if not is_translated(message):
            found.append(f"untranslated: {message.id!r}")
            continue
        wanted = fields(message.id)
        for translation in (
            message.string if isinstance(message.string, tuple) else (message.string,)
        ):
            if fields(translation) != wanted:
                found.append(f"fields differ: {message.id!r} / {translation!r}")
    return found


def is_translated(message: Message) -> bool:
    """Tell whether every form of a message has its translation."""
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings)


def fields(text: str | tuple[str, ...]) -> set[str]:
    """Return the names of the ``{fields}`` of a message."""
    texts = (text,) if isinstance(text, str) else text
    return {
        name
        for one in texts
        for _literal, name, _spec, _conversion in string.Formatter().parse(one)
        if name and name.isidentifier()  # {#name} and {.class} are what authors type
    }


def main() -> int:
    """Update and compile, or check."""
    bad = 0
    for language in LANGUAGES:
        catalogue = updated(language)
        po, mo = po_bytes(catalogue), mo_bytes(catalogue)
        path = po_path(language)
        if "--check" in sys.argv[1:]:
            for file, wanted in ((path, po), (path.with_suffix(".mo"), mo)):
                if not file.exists() or file.read_bytes() != wanted:
                    print(f"out of step, run make catalogues: {file.name}")
                    bad += 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po)
            path.with_suffix(".mo").write_bytes(mo)
        told = problems(catalogue)
        for line in told:
            print(line)
        bad += len(told)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
