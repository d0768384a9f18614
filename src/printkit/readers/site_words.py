"""The words of the download page, by the language of the project.

``use_…`` name the ways to read a file belongs to, in the reader's words; ``says_…`` explain them.
``part_…`` tell apart the files of one edition; editions bring their own names.
"""

from __future__ import annotations

from collections.abc import Mapping

FRENCH: Mapping[str, str] = {
    "language": "fr",
    "archive": "Archive : cette date est passée",
    "calendar": "Ajouter à l’agenda",
    "checksums": "Vérifier les fichiers",
    "checksums_note": (
        "Chaque fichier a une empreinte SHA-256. La liste se trouve dans "
        "{file} ; la commande « sha256sum -c {file} » les vérifie toutes."
    ),
    "cover_of": "Couverture : {title}",
    "feed": "Fil des éditions (Atom)",
    "feed_title": "{title} : les éditions",
    "first_page_of": "Première page : {title}",
    "folder": (
        "Cette page et ses fichiers tiennent dans un dossier : on peut le copier sur une clé USB "
        "ou sur n’importe quel site."
    ),
    "leaflets": "Tracts et affiches",
    "licence": "Licence",
    "documents": "Pour la vérifier\u00a0:",
    "made": "Page et fichiers fabriqués avec printkit, un logiciel libre.",
    "nothing": "Il n’y a rien à télécharger pour le moment.",
    "pages": "{count} pages",
    "pages_1": "1 page",
    "sheets": "{count} feuilles {paper}",
    "sheets_1": "1 feuille {paper}",
    "several": "{count} par {paper}",
    "kb": "{count} ko",
    "mb": "{count} Mo",
    "decimal": ",",
    "skip": "Aller aux téléchargements",
    "part_black": "tambour noir",
    "part_accent": "tambour de couleur",
    "part_simulation": "aperçu des deux",
    "part_picture": "image",
    "part_description": "description",
    "part_cover": "couverture",
    "part_inside": "intérieur",
    "column_screen": "À l’écran",
    "column_share": "À partager",
    "column_home": "Chez soi",
    "column_printer": "Imprimeur",
    "column_archive": "Archive",
    "format": "Format",
    "use_phone": "Lire sur téléphone",
    "says_phone": (
        "Le texte prend la taille de l’écran et de vos yeux. Une fois téléchargé, il se lit sans "
        "réseau. Le livre numérique va sur les liseuses."
    ),
    "use_screen": "Lire à l’écran",
    "says_screen": (
        "Les pages telles qu’elles sont imprimées, avec signets, liens et balises pour les "
        "lecteurs d’écran."
    ),
    "use_large": "Gros caractères",
    "says_large": "Le même texte en corps 18, sur des pages A4, à lire à l’écran ou à imprimer.",
    "use_home": "Imprimer chez soi (cahier {paper})",
    "says_home": (
        "Imprimez en recto verso et en taille réelle, pliez, agrafez. Le bord à choisir est celui "
        "que propose la fenêtre d’impression ; essayez d’abord sur deux feuilles."
    ),
    "use_printer": "Pour l’imprimeur",
    "says_printer": "À remettre tel quel : fond perdu compris, polices incorporées.",
    "use_archive": "Pour conserver",
    "says_archive": (
        "Le fichier à déposer dans une bibliothèque ou un fonds d’archives : les mêmes pages, et en "
        "pièces jointes les textes dont elles sont faites."
    ),
}

ENGLISH: Mapping[str, str] = {
    "language": "en",
    "archive": "Archive: this day is past",
    "calendar": "Add to your diary",
    "checksums": "Check the files",
    "checksums_note": (
        "Every file has a SHA-256 checksum. The list is in {file}; the command "
        "“sha256sum -c {file}” checks them all."
    ),
    "cover_of": "Cover: {title}",
    "feed": "Feed of editions (Atom)",
    "feed_title": "{title}: the editions",
    "first_page_of": "First page: {title}",
    "folder": (
        "This page and its files are one folder: copy it to a USB stick or to any web site."
    ),
    "leaflets": "Flyers and posters",
    "licence": "Licence",
    "documents": "To check it:",
    "made": "Page and files made with printkit, free software.",
    "nothing": "There is nothing to download yet.",
    "pages": "{count} pages",
    "pages_1": "1 page",
    "sheets": "{count} sheets of {paper}",
    "sheets_1": "1 sheet of {paper}",
    "several": "{count} on {paper}",
    "kb": "{count} kB",
    "mb": "{count} MB",
    "decimal": ".",
    "skip": "Skip to the downloads",
    "part_black": "black drum",
    "part_accent": "colour drum",
    "part_simulation": "both, as a preview",
    "part_picture": "picture",
    "part_description": "description",
    "part_cover": "cover",
    "part_inside": "inside",
    "column_screen": "On screen",
    "column_share": "To share",
    "column_home": "At home",
    "column_printer": "Printer",
    "column_archive": "Archive",
    "format": "Format",
    "use_phone": "Read on a phone",
    "says_phone": (
        "The text takes the size of the screen and of your eyes. Once downloaded it needs no "
        "network. The e-book goes on e-readers."
    ),
    "use_screen": "Read on screen",
    "says_screen": (
        "The pages as they are printed, with bookmarks, links and tags for screen readers."
    ),
    "use_large": "Large print",
    "says_large": "The same text at 18 points on A4 pages, to read on screen or to print.",
    "use_home": "Print at home ({paper} booklet)",
    "says_home": (
        "Print on both sides at actual size, fold, staple. The edge to choose is the one the print "
        "window offers; try two sheets first."
    ),
    "use_printer": "For the printer",
    "says_printer": "Hand it over as it is: bleed included, fonts embedded.",
    "use_archive": "To keep",
    "says_archive": (
        "The file to deposit in a library or an archive: the same pages, and attached the texts they "
        "are made of."
    ),
}


def site_words(language: str) -> Mapping[str, str]:
    """Return the table of a language (``fr``, ``fr-FR``, ``en``…); unknown means English."""
    return FRENCH if language.replace("_", "-").split("-")[0].lower() == "fr" else ENGLISH
