"""What blocks of the dialect look like on their first line, and how deep they may nest."""

from __future__ import annotations

import re

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

#: Deeper than these, nobody reads and the parser gives up.
MAX_INDENT = 80
MAX_PREFIXES = 16
MAX_CONTAINERS = 16
#: Abbreviations are searched everywhere: past so many, that takes seconds.
MAX_ABBREVIATIONS = 300

FENCE = re.compile(r"^\s*(?P<fence>`{3,}(?=[^`]*$)|~{3,})\s*(?P<info>.*?)\s*$")
COLONS = re.compile(r"^\s*:{3,}(?P<rest>.*)$")
NOTE = re.compile(r"^ {0,3}\[\^(?P<id>[^\]\s]+)\]:[ \t]*")
ABBREVIATION = re.compile(r"^\*\[[^\\\]]*\][ ]?:")
REFERENCE = re.compile(
    r"""^\ {0,3}\[(?P<id>[^\[\]^@]+)\]:[ ]*(?P<url>\S+)[ ]*(?:(?:".*"|'.*'|\(.*\))[ ]*)?$""",
    re.VERBOSE,
)
HEADING = re.compile(r"^\s*(?P<hashes>\#{1,6})(?P<space>[ \t]+|$)", re.VERBOSE)
UNDERLINE = re.compile(r"^(?:=+|-+)[ ]*$")
CAPTION = re.compile(r"^\s*(?:Table|Tableau)[ \u00a0\u202f]?:[ \t]+(?=\S)")
SEPARATOR = re.compile(r"^[|:\- \t]+$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}\.)[ \t]")
BULLET = re.compile(r"^\s*(?:[-*+]|1\.)[ \t]+\S")
DEFINITION = re.compile(r"^ {0,3}:[ \t]")
PREFIXES = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}\.)[ \t]+|>\s?)")
RAW = re.compile(r"^ {0,3}<(?P<tag>pre|script|style|textarea|!--)(?![\w:])", re.IGNORECASE)
FIGURE = re.compile(
    r"""^\s*!\[(?P<alt>(?:\\.|[^\[\]\\])*+)\]\(\s*(?P<path><[^<>\n]*>|[^"'<>\n()]*?)
    (?:(?P<quote>["'])(?P<title>.*)(?P=quote)\s*)?\)\s*(?P<braces>\{[^{}]*\})?\s*$""",
    re.VERBOSE | re.DOTALL,
)
SIGNATURE = re.compile(r"^\s*(?:—|–|--)[ \u00a0]?\S")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
CHARTS = frozenset({"graphique", "chart"})
