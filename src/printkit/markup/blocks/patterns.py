"""What blocks look like on their first line, and how deep they may nest.

Sections of CommonMark are those of the specification 0.31.2, https://spec.commonmark.org/0.31.2/.
"""

from __future__ import annotations

import re

from printkit.core.word_list import word_set

#: Names of containers as typed (slugs) and their kind.
CONTAINERS = {
    "encadre": "sidebar",
    "sidebar": "sidebar",
    "exergue": "pullquote",
    "pullquote": "pullquote",
    "epigraphe": "epigraph",
    "epigraph": "epigraph",
    "chapo": "lead",
    "lead": "lead",
}
CONTAINER_NAMES = (
    "encadré",
    "exergue",
    "épigraphe",
    "chapo",
    "sidebar",
    "pullquote",
    "epigraph",
    "lead",
)
ATTRIBUTED = frozenset({"pullquote", "epigraph"})
#: Kinds of remarks of other tools (``!!! tip``, ``::: tip``, ``> [!TIP]``) and what heads them without a
#: title of their own: a key of the labels.
REMARKS = {
    "note": "note",
    "info": "note",
    "seealso": "note",
    "abstract": "summary",
    "summary": "summary",
    "tldr": "summary",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "astuce": "tip",
    "conseil": "tip",
    "important": "important",
    "question": "question",
    "help": "question",
    "faq": "question",
    "warning": "warning",
    "caution": "warning",
    "attention": "warning",
    "avertissement": "warning",
    "danger": "danger",
    "error": "danger",
    "failure": "danger",
    "bug": "danger",
    "example": "example",
    "exemple": "example",
    "details": "details",
}

#: Deeper than this, nobody reads.
MAX_DEPTH = 16
#: Abbreviations are searched everywhere: past so many, that takes seconds.
MAX_ABBREVIATIONS = 300

COLONS = re.compile(r":{3,}(?P<rest>.*)$")
NOTE = re.compile(r"\[\^(?P<id>[^\[\]^]{1,200})\][ \u00a0\u202f]?:[ \t]*")
ABBREVIATION = re.compile(r"\*\[(?P<short>[^\\\[\]]{1,100})\][ ]?:[ \t]*(?P<long>\S.*)$")
DEFINITION = re.compile(r":[ \t]+(?=\S)")
#: a remark of Python-Markdown, its words before the title of no use on paper; one that opens and shuts
ADMONITION = re.compile(
    r'(?:!!!|\?\?\?\+?)[ ]?(?P<kind>[\w-]+)(?:[ ]+[\w-]+)*(?:[ ]+"(?P<title>.*)")?[ \t]*$'
)
#: a tab of MkDocs: all of them stand one below the other
TAB = re.compile(r'===[+!]?[ ]+"(?P<title>.+)"[ \t]*$')
ALERT = re.compile(r"\[!(?P<kind>[A-Za-z]+)\][ \t]*$")
TASK = re.compile(r"\[(?P<done>[ xX])\][ \t]+(?=\S)")
#: 4.2 ATX headings, 4.3 setext headings, 4.1 thematic breaks, 4.5 fenced code blocks
HEADING = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]+|$)")
CLOSING_HASHES = re.compile(r"(?:^|(?<![ \t])[ \t]++)#++[ \t]*+$")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
FENCE_END = re.compile(r"(?:`{3,}|~{3,})(?=[ \t]*$)")
#: 5.2 list items
BULLET = re.compile(r"[*+-]")
NUMBER = re.compile(r"(\d{1,9})([.)])")
#: the delimiter row of a table (GitHub Flavored Markdown 4.10)
DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CAPTION = re.compile(r"(?:Table|Tableau)[ \u00a0\u202f]?:[ \t]+(?=\S)")
SIGNATURE = re.compile(r"(?:—|–|--)[ \u00a0]?\S")
FIGURE = re.compile(
    r"""!\[(?P<alt>(?:\\.|[^\[\]\\])*+)\]\([ \t]*(?P<path><[^<>\n]*>|[^"'<>\n()]*?)[ \t]*\n?[ \t]*
    (?:(?P<quote>["'])(?P<title>.*)(?P=quote)\s*)?\)[ \t]*(?P<braces>\{[^\n]*\})?\s*$""",
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
CHARTS = frozenset({"graphique", "chart"})

#: 6.6 raw HTML
ATTRIBUTE = (
    r"""(?:\s++[a-zA-Z_:][a-zA-Z0-9:._-]*+(?:\s*+=\s*+(?:[^"'=<>`\s]++|'[^']*+'|"[^"]*+"))?+)"""
)
OPEN_TAG = rf"<(?P<tag>[A-Za-z][A-Za-z0-9-]*+){ATTRIBUTE}*+\s*+/?>"
CLOSE_TAG = r"</(?P<end>[A-Za-z][A-Za-z0-9-]*+)\s*+>"
#: 4.6 HTML blocks: starts of the kinds 1, 2, 6 and 7; the others hold nothing a page could show
RAW = re.compile(r"<(?P<tag>script|pre|style|textarea)(?=\s|>|$)", re.IGNORECASE)
COMMENT = re.compile(r"<!--")
_BLOCK_TAGS = word_set(
    "address article aside base basefont blockquote body caption center col colgroup dd details"
    " dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option"
    " p param search section summary table tbody td tfoot th thead title tr track ul"
)
BLOCK_HTML = re.compile(
    rf"</?(?:{'|'.join(sorted(_BLOCK_TAGS, key=len, reverse=True))})(?=\s|/?>|$)", re.IGNORECASE
)
LONE_TAG = re.compile(rf"(?:{OPEN_TAG}|{CLOSE_TAG})[ \t]*$")
