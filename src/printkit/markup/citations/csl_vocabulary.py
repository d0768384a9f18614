"""The words a source may use: CSL's types, and its keys for texts, people and dates."""

from __future__ import annotations

from printkit.core.word_list import word_set

TYPES = word_set(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter"
    " classic collection dataset document entry entry-dictionary entry-encyclopedia event figure"
    " graphic hearing interview legal_case legislation manuscript map motion_picture"
    " musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song"
    " speech standard thesis treaty webpage"
)
NAMES = word_set(
    "author chair collection-editor compiler composer container-author contributor curator"
    " director editor editorial-director executive-producer guest host illustrator interviewer"
    " narrator organizer original-author performer producer recipient reviewed-author"
    " script-writer series-creator translator"
)
DATES = word_set("accessed available-date event-date issued original-date submitted")
NAME_KEYS = word_set(
    "family given literal name dropping-particle non-dropping-particle suffix comma-suffix"
    " static-ordering parse-names"
)
_TEXTS = (
    "abstract annote archive archive_collection archive_location archive-place authority"
    " call-number chapter-number citation-key citation-label citation-number collection-number"
    " collection-title container-title container-title-short custom categories dimensions division"
    " DOI edition event event-place event-title first-reference-note-number genre ISBN ISSN issue"
    " jurisdiction keyword language license locator medium note number number-of-pages"
    " number-of-volumes original-publisher original-publisher-place original-title page page-first"
    " part part-number part-title PMCID PMID printing printing-number publisher publisher-place"
    " references reviewed-genre reviewed-title scale section source status supplement"
    " supplement-number title title-short URL version volume volume-title volume-title-short"
    " year-suffix"
)
#: a key as typed and the one CSL knows it by
KEYS = {word: word for word in _TEXTS.split()} | {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
}
#: keys under ``custom`` and the words each takes: how far a source was verified, whether its title is
#: its own, whether its address is its own
CUSTOM = {
    "verified": ("read", "reported", "reference"),
    "title": ("descriptive",),
    "address": ("secondary",),
}
