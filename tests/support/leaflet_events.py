"""Events to draw leaflets of, all invented: with everything, with next to nothing, with a long text."""

import io
from pathlib import Path

from PIL import Image

_CONCERT = """
title: "Grand tapage d'été"
subtitle: "Cinq groupes, une cour, des crêpes jusqu'à minuit"
kicker: "Concerts de soutien au four à pain"
call: "Venez avec vos oreilles et vos voisins."
picture: {file: photo.jpg, alt: "Des carrés de couleur", credit: "Photo : M. Exemple", focus: [0.4, 0.3]}
logos: [{file: logo.png, alt: "Logo du four"}]
event:
  title: "Grand tapage d'été"
  kicker: "Villexemple"
  date: 2027-06-19
  start: "18 h 30"
  end: "23 h 30"
  place: "Cour du hangar aux pommes"
  address: "12, rue de l'Exemple, 00000 Villexemple"
  price: ["8 €", "5 € sans emploi", "gratuit jusqu'à 12 ans"]
  access: ["tram B, arrêt Écluse", "cour de plain-pied"]
  doors: "18 h"
  programme:
    - {time: "18 h 45", title: "Fanfare du Robinet", note: "cuivres de rue"}
    - {time: "19 h 30", title: "Ampoule Ampoule", note: "électro de cuisine"}
    - {time: "20 h 30", title: "Les Grands Cétacés", note: "chansons lentes"}
    - {time: "21 h 30", title: "Pâte à sel", note: "rock de goûter"}
    - {time: "22 h 45", title: "DJ Crème brûlée", note: "vinyles et caramel"}
tickets: https://example.org/billets
organisers: ["Les Amis du four"]
co_organisers: ["Radio Colline", "La Cantine mobile"]
supporters: ["Ville de Villexemple"]
link: https://example.org/tapage
contact: ["bonjour@example.org"]
legal: ["Ne pas jeter sur la voie publique", "Imprimé par nos soins"]
"""
_ASSEMBLY = """
title: "Assemblée générale"
event:
  title: "Assemblée générale"
  date: 2027-03-13
  start: "10 h"
  end: "16 h"
  place: "Salle des Tanneurs"
  address: "3, place du Modèle, 00000 Ville-sur-Rive"
organisers: ["Comité des locataires"]
legal: ["Ne pas jeter sur la voie publique"]
"""
_COURSE = """
title: "Lire à voix haute"
subtitle: "Souffle, ponctuation, silence : dix séances pour prêter sa voix à un texte"
kicker: "Cours du mardi"
event:
  title: "Lire à voix haute"
  kicker: "Ville-sur-Rive"
  date: 2027-01-05
  start: "19 h"
  end: "20 h 30"
  repeats: "chaque mardi"
  place: "Bibliothèque des Cordeliers"
  address: "8, rue du Gabarit, 00000 Ville-sur-Rive"
  price: ["60 € les dix séances", "20 € tarif réduit"]
  access: ["tram C, arrêt Halles", "ascenseur à gauche de l'entrée"]
  programme_title: "Les dix séances"
  programme:
    - {time: "5 janv.", title: "Le souffle et la virgule"}
    - {time: "12 janv.", title: "Lire la prose"}
    - {time: "19 janv.", title: "Lire le vers, et oublier qu'il rime", note: "avec une poète invitée"}
    - {time: "26 janv.", title: "Dialogues"}
    - {time: "2 févr.", title: "La lettre, la liste, la recette"}
    - {time: "9 févr.", title: "Lire pour des enfants"}
    - {time: "23 févr.", title: "Lire pour qui n'entend pas bien"}
    - {time: "2 mars", title: "Lire à plusieurs", note: "chœurs et canons"}
    - {time: "9 mars", title: "Répétition générale"}
    - {time: "16 mars", title: "Œuvres au choix", note: "lecture publique"}
organisers: ["L'Atelier des voix basses"]
link: https://example.org/voix
contact: ["voix@example.org"]
legal: ["Imprimé par nos soins"]
body: |
  On apprend d'abord à respirer là où la phrase respire. Puis on lit des lettres, des modes
  d'emploi, des poèmes, et de la prose qui ne finit pas. Personne n'est obligé de lire devant
  les autres avant d'en avoir envie.
"""
_LONG = (
    "Assemblée générale extraordinaire des jardinières et jardiniers de la Roche, du Moulin neuf et des trois"
    " rives réunies"
)
_CANCELLED = _ASSEMBLY.replace('  start: "10 h"', '  status: cancelled\n  start: "10 h"')
_UNDATED = """
title: "Une brochure"
subtitle: "à lire, à discuter, à photocopier"
call: "Demandez-la, recopiez-la."
link: https://example.org
organisers: ["Comité de lecture"]
body: "Elle dit en soixante pages ce qu'une affiche ne peut pas dire."
"""

#: name → the fields of a leaflet
EVENTS = {
    "concert": _CONCERT,
    "assembly": _ASSEMBLY,
    "course": _COURSE,
    "long-title": _ASSEMBLY.replace("Assemblée générale", _LONG),
    "short-title": _ASSEMBLY.replace("Assemblée générale", "Ça"),
    "two-months": _ASSEMBLY.replace("2027-03-13", "2027-03-30\n  end_date: 2027-04-02"),
    "first": _ASSEMBLY.replace("2027-03-13", "2027-05-01\n  end_date: 2027-05-08"),
    "cancelled": _CANCELLED,
    "undated": _UNDATED,
}


def rows(count: int) -> str:
    """Return the concert with so many rows in its programme."""
    head, tail = _CONCERT.split("  programme:\n")
    _old, rest = tail.split("tickets:")
    lines = "".join(
        f'    - {{time: "{8 + n // 4} h", title: "Chanson {n}"}}\n' for n in range(count)
    )
    return f"{head}{'  programme:' if count else ''}\n{lines}tickets:{rest}"


def write_project(
    folder: Path, look: str, events: dict[str, str], formats: str, editions: str
) -> None:
    """Write a project of leaflets in a look, with a picture and a logo."""
    leaflets = folder / "leaflets"
    leaflets.mkdir(parents=True)
    (folder / "printkit.yaml").write_text(f"version: 1\nname: Essai\ntheme: {look}\n", "utf-8")
    for name, fields in events.items():
        head = f"kind: leaflet\nlanguage: fr\ndate: 2027-01-01\nformats: [{formats}]\n"
        text = f"name: {name}\n{head}editions: [{editions}]\n{fields}"
        (leaflets / f"{name}.yaml").write_text(text, "utf-8")
    (leaflets / "photo.jpg").write_bytes(_squares(36, 48, 120))
    (leaflets / "logo.png").write_bytes(_squares(3, 2, 200, "PNG"))


def _squares(wide: int, high: int, size: int, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (wide, high))
    image.putdata([(n * 37 % 256, n * 91 % 256, n * 53 % 256) for n in range(wide * high)])
    out = io.BytesIO()
    image.resize((wide * size, high * size), Image.Resampling.NEAREST).save(out, kind)
    return out.getvalue()
