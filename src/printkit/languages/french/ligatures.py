"""The ligatures œ and æ, by word list: ``coexister``, ``moelle``, ``poème`` must not change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printkit.languages.signs import Context, Edit

# Words with œ, endings left open where every ending keeps it. The list follows the entries of the
# Trésor de la langue française and of the Dictionnaire de l'Académie.
_OE = (
    r"(?:man|dés)?oeuvr\w*",
    r"(?:é|ran|contre|arrière)?coeur\w*",
    r"choeurs?",
    r"(?:con)?soeur(?:s|ette|ettes)?",
    r"boeufs?",
    r"oeufs?|oeufri\w*|oeuv[ée]\w*",
    r"oeil(?:s|let|lets|leton|letons|leter|lère|lères|lade|lades|ler)?",
    r"voeux?",
    r"noeuds?|noeud\w*",
    r"moeurs",
    r"\w*oedém\w*|\w*oedèm\w*|\w*oedem(?:es?|ateu\w*)",
    r"oedip\w*|oedicn\w*",
    r"oen(?:olog|oli|ophil|otour|othè|othe|anth|ométr|omét)\w*",
    r"\w*oesophag\w*",
    r"(?:an|pro|di|mét|post)?oestr(?:us|al|ale|ales|ogèn\w*|ogen\w*|adiol|iol|one)",
    r"foet(?:us|al|ale|ales|aux|opath\w*|oscop\w*)",
    r"foetid\w*",
    r"coel(?:iaqu|iosc|acanth|entér|enter|om)\w*",
    r"oecum[ée]n\w*|oekoumèn\w*|oecoumèn\w*",
    r"homoeo(?:path|stas|therm)\w*",
    r"oeillet\w*",
    r"poecil\w*",
    r"oesoph\w*",
)
_OE_WORD = re.compile(rf"{'|'.join(_OE)}", re.IGNORECASE)
_AE_PHRASE = re.compile(
    r"(?:ex aequo|curriculum vitae|et caetera|(?<!\w)(?:caecums?|naevus|naevi))$", re.IGNORECASE
)
_LONGEST = 40
_PAIR = re.compile("oe|ae", re.IGNORECASE)
_JOINED = {"oe": "œ", "Oe": "Œ", "OE": "Œ", "ae": "æ", "Ae": "Æ", "AE": "Æ"}


def ligatures(text: str, context: Context) -> Iterator[Edit]:
    """Join oe into œ (ae into æ) in the words that have it."""
    if not context.options.ligatures:
        return
    for pair in _PAIR.finditer(text):
        # The word lists are only tried on the words that hold the pair: most of a text has none.
        joined = _JOINED.get(pair[0])
        if joined and _in_list(text, pair.start(), pair[0].lower()):
            yield Edit(*pair.span(), joined)


def _in_list(text: str, index: int, pair: str) -> bool:
    """Tell whether the pair at ``index`` belongs to a word that has the ligature."""
    begin = end = index
    while text[begin - 1].isalnum() and index - begin < _LONGEST:
        begin -= 1
    while text[end].isalnum() and end - index < _LONGEST:
        end += 1
    if pair == "ae":
        return _AE_PHRASE.search(text, max(0, begin - 11), end) is not None
    word = text[begin:end]
    # With a capital it may be the city of Arizona.
    return word == "phoenix" or _OE_WORD.fullmatch(word) is not None
