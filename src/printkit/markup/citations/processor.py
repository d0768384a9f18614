"""Sources as they stand in notes and in the list at the end, by the CSL processor and our style.

The processor is given values that are HTML already: escaped, titles in another language marked,
addresses as links. It puts them in order and nothing else.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from printkit.core.language_tags import primary
from printkit.languages.language import language_of
from printkit.markup.citations.source_file import Source, Sources
from printkit.markup.reading.context import Remember, remember_nothing

_STYLE = Path(__file__).parents[2] / "data" / "csl" / "printkit-notes.csl"
#: stands for a hyphen typed in a locator, which the processor would make a dash
_HYPHEN = "\ue000"
#: begins the name of a body, which takes no small capitals
_BODY = "\ue001"
_BODY_CAPS = re.compile(f'<span class="sc">{_BODY}(.*?)</span>')
#: hold a title that is no title but a description
_OPEN, _SHUT = "\ue002", "\ue003"
_DESCRIBED = re.compile(f"(?:<em>|[«“]\u00a0?)?{_OPEN}(.*?){_SHUT}(?:</em>|\u00a0?[»”])?")
#: how far a source was verified, as printed; what is spoken stands in the languages' files
_DEGREES = {"read": "••", "reported": "•◦", "reference": "◦◦"}
_INNER = re.compile(r"«[\s\u00a0\u202f]*(.*?)[\s\u00a0\u202f]*»")
_SHORT = re.compile(
    r"\s*(?: [:–—] |(?<=\w): |[\s\u00a0\u202f]:[\s]|(?<=\w\w)\. |(?<=[?!]) ).*", re.DOTALL
)
_APOSTROPHE = re.compile(r"(?<=\w)'")
_HIDDEN = re.compile("[\ue000-\ue003]")
_MAX_SHORT = 70
#: letters of an address a reader may be asked to type; of a longer one the list shows the site, and links all
_MAX_ADDRESS = 50
#: types whose title often names their day
_ACTS = frozenset({"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"})


@dataclass(frozen=True, slots=True)
class Cite:
    """One source called in a note. ``prefix``, ``locator`` and ``suffix`` are plain text."""

    id: str
    prefix: str = ""
    locator_label: str | None = None
    locator: str | None = None
    suffix: str = ""


class Citer:
    """Writes the references of one publication, whose language is a BCP 47 tag."""

    def __init__(
        self,
        sources: Sources,
        language: str = "fr",
        remember: Remember = remember_nothing,
        *,
        short: bool = False,
    ) -> None:
        self._remember = remember
        self._short = short
        self._sources = sources
        self._language = language
        self._spoken = language_of(language)
        self._keys = {one: f"s{number}" for number, one in enumerate(sources.items)}
        self._opened: dict[bool, Any] = {}

    def note(self, cites: Sequence[Cite], seen: Container[str], *, whole: bool = True) -> str:
        """Return the HTML of a note; sources in ``seen``, or cited before in it, come short.

        ``whole`` is False for a reference within a sentence, which takes no full stop.
        """
        known = {cite.id for cite in cites if cite.id in seen}
        parts = []
        for cite in cites:
            parts.append(self._reference(cite, cite.id in known))
            known.add(cite.id)
        text = self._spoken.composition.separator.join(part for part in parts if part)
        return _finish(text) if whole else _plainly(text)

    def bibliography(self, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return (id, HTML) of these sources, sorted by who, when and what, accents aside."""
        items = [self._sources.items[one] for one in dict.fromkeys(ids) if one in self._keys]
        return tuple((item.id, self._listed(item)) for item in sorted(items, key=_sort_key))

    # -- the processor ---------------------------------------------------------------------------

    def _library(self, short: bool) -> Any:
        """Return the processor's sources, made at the first reference."""
        if short not in self._opened:
            self._opened[short] = _citeproc().source.BibliographySource()
            for source in self._sources.items.values():
                told = _gist(source) if short else source
                self._opened[short].add(_reference_of(told, self._keys[source.id], self._language))
        return self._opened[short]

    def _processor(self, *, short: bool) -> Any:
        style = _style(self._spoken.csl)
        return _citeproc().CitationStylesBibliography(style, self._library(short), _Formatter)

    def _reference(self, cite: Cite, again: bool) -> str:
        if cite.id not in self._keys:
            return ""
        known_by = (
            self._sources.items[cite.id],
            cite.locator_label,
            cite.locator,
            again,
            self._short,
        )
        body = self._remember(self._key("note", known_by), lambda: self._body(cite, again))
        body += self._degree(self._sources.items[cite.id])
        prefix = f"{escape(cite.prefix, quote=False)} " if cite.prefix else ""
        return prefix + body + _suffix(cite.suffix)

    def _degree(self, source: Source) -> str:
        """Return the sign of how far a source was verified, its words for those who hear it."""
        degree = source.custom.get("verified", "")
        if (sign := _DEGREES.get(degree)) is None:
            return ""
        spoken = escape(self._spoken.words["markup"][f"degree_{degree}"])
        return f'\u00a0<abbr class="degree" title="{spoken}">{sign}</abbr>'

    def _key(self, kind: str, value: object) -> str:
        text = f"{self._language}\n{kind}\n{value!r}"
        return hashlib.sha256(text.encode()).hexdigest()

    def _body(self, cite: Cite, again: bool) -> str:
        citeproc = _citeproc()
        key = self._keys[cite.id]
        processor = self._processor(short=self._short)
        if again:
            before = citeproc.CitationItem(key)
            processor.register(citeproc.Citation([before]))
            processor._cites.append(before)
        extra = {}
        if cite.locator:
            place = escape(cite.locator, quote=False).replace("-", _HYPHEN).replace("–", _HYPHEN)
            extra["locator"] = citeproc.Locator(cite.locator_label or "page", place)
        citation = citeproc.Citation([citeproc.CitationItem(key, **extra)])
        processor.register(citation)
        return str(processor.cite(citation, lambda item: item.key))

    def _listed(self, source: Source) -> str:
        return self._remember(self._key("list", source), lambda: self._entry(source))

    def _entry(self, source: Source) -> str:
        citeproc = _citeproc()
        processor = self._processor(short=False)
        item = citeproc.CitationItem(self._keys[source.id])
        processor.register(citeproc.Citation([item]))
        return _finish(str(processor.bibliography()[0]).removesuffix(".") + self._degree(source))


def _citeproc() -> Any:
    """Return the CSL processor, which is slow to import and knows no types."""
    import citeproc.source  # noqa: PLC0415
    import citeproc.string  # noqa: PLC0415

    return citeproc


@lru_cache(maxsize=4)
def _style(locale: str) -> Any:
    return _citeproc().CitationStylesStyle(str(_STYLE), locale=locale, validate=False)


class _Formatter:
    """How the processor writes; ``preformat`` sees the style's own words only."""

    @staticmethod
    def preformat(text: Any) -> str:
        return escape(str(text), quote=False)

    @staticmethod
    def Italic(text: Any) -> str:  # noqa: N802  the processor's name
        return f"<em>{text}</em>"

    @staticmethod
    def SmallCaps(text: Any) -> str:  # noqa: N802  the processor's name
        return f'<span class="sc">{text}</span>'


# --- values -------------------------------------------------------------------------------------


def _reference_of(source: Source, key: str, language: str) -> Any:
    """Return a source as the processor takes it."""
    citeproc = _citeproc()
    known = citeproc.VARIABLES
    values: dict[str, Any] = {}
    for name, text in _fields(source, language).items():
        if (variable := name.replace("-", "_")) in known:
            values[variable] = citeproc.string.String(text)
    for name, people in source.names.items():
        variable = name.replace("-", "_")
        if people and variable in known:
            values[variable] = [_name(person) for person in people]
    for name, date in source.dates.items():
        words = date.say(language)
        said = name == "issued" and source.type in _ACTS and words in source.fields["title"]
        if (variable := name.replace("-", "_")) in known and not said:
            values[variable] = citeproc.source.LiteralDate(escape(words, quote=False))
    return citeproc.source.Reference(key, source.type, **values)


def _gist(source: Source) -> Source:
    """Return what tells a source from all others to who has the list at hand."""
    fields = {name: source.fields[name] for name in ("title", "language") if name in source.fields}
    fields["title"] = source.fields.get("title-short") or short_title(fields["title"])
    return replace(source, fields=fields)


def _fields(source: Source, language: str) -> dict[str, str]:
    """Return a source's texts as HTML, without what would be said twice."""
    fields = dict(source.fields)
    fields.pop("language", None)
    title = fields["title"]
    fields.setdefault("title-short", short_title(title))
    who = {person.get("literal", "").casefold() for person in source.names.get("author", ())}
    for name in ("container-title", "publisher"):
        if name in fields and set(fields[name].casefold().split(" ; ")) <= who:
            del fields[name]
    if fields.get("number", "\n") in title:
        del fields["number"]
    words = language_of(language).words["markup"]
    if fields.get("edition", "").isdigit():
        fields["edition"] = language_of(language).nth_edition(int(fields["edition"]))
    address = linked_address(fields.pop("URL", ""), fields.pop("DOI", ""))
    if address and source.custom.get("address") == "secondary":
        address = words["address_secondary"].format(address=address)
    elif not address and source.custom and "ISBN" not in fields and source.type != "book":
        address = words["address_unknown"]
    spoken = source.fields.get("language", "")
    html = {
        name: escape(_APOSTROPHE.sub("’", _HIDDEN.sub("", text)), quote=False)
        for name, text in fields.items()
    }
    for name in ("title", "title-short"):
        html[name] = _INNER.sub(r"“\1”", html[name])
    if spoken and primary(spoken) != primary(language):
        for name in ("title", "title-short", "container-title"):
            if name in html and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", spoken):
                html[name] = f'<span lang="{spoken}">{html[name]}</span>'
    if source.custom.get("title") == "descriptive":
        for name in ("title", "title-short"):
            html[name] = f"{_OPEN}{html[name]}{_SHUT}"
    if address:
        html["URL"] = address
    return html


def short_title(title: str) -> str:
    """Return a title without its subtitle, cut between words if it is still long."""
    short = _SHORT.sub("", title).strip() or title
    if len(short) <= _MAX_SHORT:
        return short
    return short[: _MAX_SHORT - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–—«(") + "…"


def _name(person: Any) -> Any:
    make = _citeproc().source.Name
    clean = {key: escape(_HIDDEN.sub("", text), quote=False) for key, text in person.items()}
    literal = clean.get("literal") or clean.get("name")
    if literal:
        return make(literal=_BODY + literal)
    parts = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
    kept = {key: clean[key] for key in parts if clean.get(key)}
    if "family" not in kept:
        kept = {"family": kept.get("given", "")}
    return make(**kept)


def linked_address(url: str, doi: str) -> str:
    """Return where a source is read, as a link; a DOI rather than an address that may move."""
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)
    if doi:
        url, shown = f"https://doi.org/{doi}", f"doi.org/{doi}"
    elif re.match(r"https?://[^\s/]", url):
        shown = re.sub(r"^https?://(?:www\.)?", "", url)
        shown = _readable(shown.removesuffix("/"))
        if len(shown) > _MAX_ADDRESS:
            shown = shown.partition("/")[0]
    else:
        return escape(url, quote=False)
    return f'<a href="{escape(url.replace(" ", "%20"))}">{escape(shown, quote=False)}</a>'


def _readable(address: str) -> str:
    """Return an address with its letters instead of their codes; what is ASCII stays (RFC 3987, 3.2)."""

    def letters(codes: re.Match[str]) -> str:
        plain = unquote(codes[0], errors="replace")
        return plain if plain.isalnum() else codes[0]

    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", letters, address)


def _suffix(text: str) -> str:
    if not text:
        return ""
    joint = "" if text[0] in ",.)" else ", "
    return joint + escape(text, quote=False)


# --- the finished text --------------------------------------------------------------------------


def _plainly(html: str) -> str:
    """Take the stand-ins out."""
    html = _DESCRIBED.sub(r"[\1]", html)
    return _BODY_CAPS.sub(r"\1", html).replace(_BODY, "").replace(_HYPHEN, "-").strip()


def _finish(html: str) -> str:
    """Begin with a capital and end with one full stop."""
    html = _plainly(html)
    html = html[:1].upper() + html[1:]
    end = re.sub(r"(?:</(?:em|span|sup)>|\))+$", "", html)
    return html if not html or end.endswith((".", "…")) else f"{html}."


def _fold(text: str) -> str:
    """Return a text as a dictionary compares it: no accents, no capitals, no signs."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE")).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())


def _sort_key(source: Source) -> tuple[str, tuple[int, int, int], str, str]:
    people = source.names.get("author", ())
    who = " ".join(
        " ".join(
            person.get(key, "") for key in ("literal", "non-dropping-particle", "family", "given")
        )
        for person in people
    )
    issued = source.dates.get("issued")
    title = source.fields.get("title", "")
    when = issued.sort_key if issued else (9999, 0, 0)
    return _fold(who or title), when, _fold(title), source.id
