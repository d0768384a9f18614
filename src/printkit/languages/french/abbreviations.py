"""Titles of persons, initials, and the abbreviations that must not part from what they announce."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printkit.core.word_list import word_set
from printkit.languages.signs import (
    CAPITAL,
    NBSP,
    OBJECT,
    OLD_CLOSE,
    OLD_OPEN,
    SHIELD,
    SPACES,
    SUP,
    SUP_END,
    Context,
    Edit,
)

_RAISED = word_set("Mme Mmes Mlle Mlles Mgr Mgrs Me Mes Dr Drs Dre Dres Pr Prs Pre Pres Vve")
# Words of their own (« Me voilà », « Mes amis »): a title only before a name.
_WORDS = frozenset({"Me", "Mes", "Pre", "Dre", "Pr", "Dr"})
_NAME = rf"[{CAPITAL}{OBJECT}{SHIELD}«“]"
_PARTICLE = r"(?:l[ea]s?|de|du|des|von|van|ben|el|al|d[’']|l[’'])(?![\w])"
_ENDINGS = "|".join(sorted({word[1:] for word in _RAISED}, key=len, reverse=True))
_TITLE = re.compile(
    rf"[MDPV](?<![\w.].)(?:(M?\.|gr\.|r\.|ve\.)|({_ENDINGS}))(?!\w)"
    rf"(?:([{SPACES}]+)(?=({_NAME})|{_PARTICLE}))?"
)
_OPEN, _CLOSE = f"[{OLD_OPEN}{SUP}]", f"[{OLD_CLOSE}{SUP_END}]"
_TYPED_TITLE = re.compile(
    rf"(?<![\w.])(?:M{_OPEN}(?:mes?|lles?|grs?|es?)|[DP]{_OPEN}(?:rs?|re)|V{_OPEN}ve)"
    rf"{_CLOSE}([{SPACES}]+)(?={_NAME}|{_PARTICLE})"
)
_COMPANY = re.compile(rf"(?<=[{SPACES}])C(ies?)(?!\w)(?<=(?:et|&.).C..)")
# « une vitamine C. Les … »: such a word after a capital and a full stop begins a sentence.
_SENTENCE_WORDS = word_set(
    "A À Alors Ainsi Au Aucun Aucune Aussi Autant Autre Aux Avant Avec Bien Bref C Ça Car Ce Ceci Cela"
    " Celle Celles Celui Cependant Certains Ces Cet Cette Ceux Chaque Chez Ci Comme Comment Contre D"
    " Dans De Depuis Dès Des Deux Donc Dont Du Elle Elles En Encore Enfin Ensuite Entre Est Et Eux"
    " Face Faute Grâce Hors Ici Il Ils J Je Jusqu L La Là Le Les Leur Leurs Lors Lui M Ma Mais Malgré"
    " Même Mes Moi Mon N Ne Ni Non Nos Notre Nous Nul On Or Ou Où Oui Par Parce Parmi Pas Peu Plus"
    " Plusieurs Point Pour Pourquoi Pourtant Près Puis Puisque Qu Quand Quant Que Quel Quelle Quelles"
    " Quelques Quels Qui Quoi S Sa Sans Sauf Se Selon Sera Ses Seul Seule Si Sinon Soit Son Sous Sur"
    " T Ta Tandis Tant Te Tel Telle Tes Toi Ton Toujours Tous Tout Toute Toutes Très Trois Tu Un Une"
    " Vers Voici Voilà Vos Votre Vous Y"
)
_INITIALS = re.compile(
    rf"(?<![\w.’'⟩-])((?:(?:[{CAPITAL}]|Ch|Th|Ph|Fr|St|Cl|Gh)\.(?:[{SPACES}]|-)?)+)"
    rf"(?<=[{SPACES}])(?=(?:d[eu] |d[’']|v[oa]n )?([{CAPITAL}](?:[\w’'\-]*[^\W\d_])?))"
)
_UNIT_BEFORE = re.compile(
    r"(?:vitamines?|hépatites?|plan|classe|groupe|point|annexe|catégorie|type|bloc|zone|série|partie"
    rf"|option|lettre|note|niveau|section|salle|porte|escalier|monsieur X|\d)[{SPACES}]+$",
    re.IGNORECASE,
)
_GAP = re.compile(f"[{SPACES}]+")


def titles(text: str, context: Context) -> Iterator[Edit]:
    """Bind M., Mme, Dr, Me… to the name and raise their ending; English ``Mr`` stays as typed."""
    raise_ending = context.options.titles_superscript
    edits = []
    for match in _TITLE.finditer(text):
        dotted, ending, gap, name = match.groups()
        plain = ending and match[0][0] + ending
        if ending and plain not in _RAISED:
            continue
        if plain in _WORDS and not name:
            continue
        if dotted and not gap:
            continue
        if plain and raise_ending:
            edits.append(Edit(*match.span(2), context.sup(ending), whole=True))
        if gap:
            edits.append(Edit(*match.span(3), NBSP))
    edits += [Edit(*match.span(1), NBSP) for match in _TYPED_TITLE.finditer(text)]
    yield from sorted(edits)


def initials(text: str, context: Context) -> Iterator[Edit]:
    """Bind initials to each other and to the surname: J.-P. Sartre, J. R. R. Tolkien."""
    if not context.options.abbreviations:
        return
    for match in _INITIALS.finditer(text):
        word = match[2].split("’")[0].split("'")[0]
        if word in _SENTENCE_WORDS or _UNIT_BEFORE.search(text[: match.start()][-20:]):
            continue
        for gap in _GAP.finditer(match[1]):
            yield Edit(match.start() + gap.start(), match.start() + gap.end(), NBSP)


_LOCATORS = word_set(
    "p pp chap ch fig figs art arts vol t tab tabl pl éd éds coll liv livr sect ann app append ill col"
    " par paragr al n f ff fol fo vv rubr encadr éq eq ex graph doc réf part sér bd bât apt cat"
)
_CLOSE_LOCATORS = word_set("p pp chap fig art tab vol")
_VALUE = (
    rf"(?:\d|⟦|{SHIELD}|[IVXLCDM]+(?!\w)|[{CAPITAL}](?![{SPACES}]?[\w’'])|[LRDA]\.?[{SPACES}]?\d)"
)
_LOCATOR = re.compile(rf"\.([{SPACES}]*)(?={_VALUE})")
_WORD_END = re.compile(r"(?<![\w.])[^\W\d_]{1,7}$")
_CONFER = re.compile(rf"[Cc](?<![\w.].)f\.([{SPACES}]+)(?=[^{SPACES}\ufdd0\ufdd1])")
_SECTION = re.compile(rf"[§¶](?<!\w.)[§¶]*([{SPACES}]*)(?=[\d⟦]|[IVXLCDM]+(?!\w))")
_CODE = re.compile(rf"(?<=[Aa]rt\.[{SPACES}])[LRDA]\.([{SPACES}]+)(?=\d)")
_EDITION = re.compile(rf"(?<=[{SUP_END}{OLD_CLOSE}e])([{SPACES}]+)(?=éd\.)")
_FIXED = re.compile(
    rf"[psaoleiNn](?<![\w.].)(?:\.([{SPACES}]+)(?:(?<=p..)ex|(?<=s..)[dln]|(?<=i..)e|(?<=N..)B)\."
    rf"|(?:v|pr)\.([{SPACES}]+)J\.-C\.|(?:p|oc|rt)\.([{SPACES}]+)cit\.|t([{SPACES}]+)al\."
    rf"|\.([{SPACES}]+)d\.[{SPACES}]+[TtLlRrEeÉé]\.)"
)
_NOTE_SIGNED = re.compile(rf"[nN](?<![\w.].)\.[{SPACES}]d\.([{SPACES}]+)[TtLlRrEeÉé]\.")


def abbreviations(text: str, context: Context) -> Iterator[Edit]:
    """Bind p., chap., fig., art., § … to their number, and the parts of fixed abbreviations."""
    if not context.options.abbreviations:
        return
    edits = []
    for match in _LOCATOR.finditer(text):
        word = _WORD_END.search(text, max(0, match.start() - 8), match.start())
        known = _LOCATORS if match[1] else _CLOSE_LOCATORS
        if word and word[0].lower() in known:
            edits.append(Edit(*match.span(1), NBSP, left=True))
    for pattern in (_CONFER, _SECTION, _EDITION, _CODE, _NOTE_SIGNED):
        edits += [Edit(*match.span(1), NBSP, left=True) for match in pattern.finditer(text)]
    for match in _FIXED.finditer(text):
        group = match.lastindex or 1
        edits.append(Edit(*match.span(group), NBSP, left=True))
    yield from sorted(set(edits))


_MIDDLE_DOTS = re.compile(
    r"(?<=[^\W\d_]{3})\.(e|es|ne|nes|le|les|ice|ices|rice|rices|euse|euses)(?:\.(s))?(?!\w)"
)


_OTHER_DOTS = re.compile(r"(?<=[^\W\d_]{2})[\u22c5\u2027\u2219\u2022](?=[^\W\d_])")


def inclusive(text: str, context: Context) -> Iterator[Edit]:
    """Set dots inside of words as middle dots; in étudiant.e.s too, where the house wants it."""
    for match in _OTHER_DOTS.finditer(text):
        yield Edit(*match.span(), "·")
    if context.options.inclusive_dots == "middot":
        for match in _MIDDLE_DOTS.finditer(text):
            ending = f"·{match[1]}" + (f"·{match[2]}" if match[2] else "")
            yield Edit(*match.span(), ending, whole=True)
