"""What no rule may look into: addresses, handles, file names, identifiers, placeholders, smileys."""

from __future__ import annotations

import re

from printkit.languages.signs import BLOCK, BREAK, SHIELD

_STOP = rf"\s«»“”\"<>{BLOCK}{BREAK}"
# A full stop, a colon, a bracket… that ends an address is the sentence's; an exclamation mark is
# left to the address, which may well end with one.
_LAST = rf"[^{_STOP}.,;:?…)\]}}’']"
_ZONES = (
    "ac ai app at be bg biz blog br bzh ca cat cc ch cl club cn co com coop cz de dev dk edu ee es"
    " eu eus fi fr gl gov gr hr hu ie in info ink int io is it jp li live lt lu lv ma me media mil mx"
    " name net news ngo nl no nu nz online ong org page paris party pl press pro pt re ro rs ru"
    " science se sh shop si site sk social space studio store tech tel tk to tools tv tw ua uk us"
    " video vn wiki work world ws xyz"
).replace(" ", "|")
_FILES = (
    "7z ai avi bat bib bmp c cfg cpp csl css csv db doc docx eps epub exe gif gz h heic htm html ics"
    " ini ipynb jar java jpeg jpg js json log md mkv mov mp3 mp4 odg odp ods odt ogg otf pdf php png"
    " ppt pptx ps psd py rar rb rs rst rtf sh sql svg sxw tar tex tgz tif tiff toml ts ttf txt wav"
    " webm webp woff woff2 xls xlsx xml yaml yml zip"
).replace(" ", "|")

# What holds none of these signs has nothing to protect: the long pattern is only tried on the rest.
_SUSPECT = re.compile(
    r"(?<!\S)\S*(?:[@#/\\=:;<⟦]|\.\w|\d[xv.]|[vV]\d)\S*|\{\{(?:(?!\{\{)[^}])*\}\}"
)

_SHIELDED = re.compile(
    "|".join(
        (
            r"⟦[^⟦⟧]*⟧|\{\{(?:(?!\{\{)[^}])*\}\}",
            # scheme://…, scheme:… of the schemes people write in prose, www.…
            rf"\b[A-Za-z][A-Za-z0-9+.\-]{{0,30}}://(?:[^{_STOP}]*{_LAST})?/?",
            r"\b(?:mailto|tel|sms|urn|doi|arxiv|hal|isbn|issn|xmpp|magnet|geo|data|sip|matrix|nostr"
            rf"|signal|git|about|file|javascript|xref):(?:[^{_STOP}]*{_LAST})",
            rf"\bwww\.[^{_STOP}]*{_LAST}",
            # e-mail, fediverse handle, handle, hashtag
            r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+",
            r"(?<![\w&])@[\w.\-]*\w(?:@[\w\-]+(?:\.[\w\-]+)+)?",
            r"(?<![\w&])#\w[\w\-]*",
            # bare domain, with a path or a query
            rf"(?<![\w@.\-])(?:[a-z0-9][a-z0-9\-]*\.)+(?:{_ZONES})(?![\w\-])"
            rf"(?:[/?#](?:[^{_STOP}]*{_LAST})?|:\d+(?:/[^{_STOP}]*{_LAST})?)?",
            # file names and paths
            rf"(?<![\w.~\-])(?:[\w~\-][\w~\-.]{{0,99}}|\*)?\.(?:{_FILES})(?![\w\-])",
            rf"(?<![\w/])[A-Za-z]:\\[^{_STOP}]*",
            r"(?<![\w.…/€$£%‰°²³)\]»”’])(?:\.{1,2}|~)?/(?:[\w.\-]*\w)(?:/[\w.\-]*\w)*/?(?!\w)",
            # DOI, version, hexadecimal number
            rf"\b10\.\d{{4,}}/(?:[^{_STOP}]*{_LAST})",
            r"\b[vV]\d+(?:\.\d+)+[\w.\-]*\w|\b0x[0-9A-Fa-f]+\b",
            # smileys and :short-codes:
            r"(?<![^\s(])[:;=][’']?-?[)(DPpoO|*](?![\w(])|(?<![^\s(])[:;]-/(?!\w)",
            r"(?<![\w:]):[a-z][a-z0-9_+\-]+:(?![\w:])",
            # signs that are operators
            r"[!<>=:]=+|::+|(?<!\w)<3(?!\w)",
        )
    )
)


def shield(text: str) -> tuple[str, str]:
    """Return the text with every character of a protected run replaced, and those characters."""
    pieces: list[str] = []
    kept: list[str] = []
    at = 0
    for suspect in _SUSPECT.finditer(text):
        for match in _SHIELDED.finditer(text, *suspect.span()):
            pieces += (text[at : match.start()], SHIELD * len(match[0]))
            kept.append(match[0])
            at = match.end()
    pieces.append(text[at:])
    return "".join(pieces), "".join(kept)


def unshield(text: str, kept: str) -> str:
    """Put the protected characters back, in order."""
    if not kept:
        return text
    characters = iter(kept)
    return re.sub(SHIELD, lambda _match: next(characters), text)
