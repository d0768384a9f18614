"""Calendars as other programs export them become events of the form, with what they leave open said."""

from pathlib import Path

import pytest

from printkit.core.i18n import current_language, use_language
from printkit.studio.descriptions import plain
from printkit.studio.ics import CalendarError, read_events
from support.markup_sample import fragment

CALENDARS = Path(__file__).parents[2] / "resources" / "calendars"
NO_ZONE = "Le fichier ne nomme aucun fuseau horaire"
NO_END = "Le fichier ne donne pas de fin"


@pytest.fixture(autouse=True)
def french():
    before = current_language()
    use_language("fr")
    yield
    use_language(before)


def exported(name):
    return read_events((CALENDARS / name).read_bytes(), "Europe/Paris")


def event(*lines):
    """The one event of a calendar with these lines."""
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    (one,) = read_events(text.encode(), "Europe/Paris")
    return one


def when_and_where(one):
    return one.date, one.start, one.end, one.place, one.address


def test_mobilizon_html_becomes_text_and_its_hours_are_those_here():
    (one,) = exported("mobilizon.ics")
    hours = ("2026-10-03", "18:30", "21:00")
    assert when_and_where(one) == (*hours, "Salle des fêtes", "3 rue Haute, 69001, Lyon, France")
    assert one.body == (
        "On prépare l'hiver & la suite.\n\n- le repas\n- la caisse\n\nle quartier (https://quartier.example)"
    )
    assert one.link == "https://mobilizon.example/events/1"
    assert one.notes == ()


def test_gancio_gives_no_end_and_parts_the_place_by_a_dash():
    (one,) = exported("gancio.ics")
    assert when_and_where(one) == (
        "2026-10-09",
        "21:00",
        "",
        "Le Local",
        "12 rue des Lilas, Rennes",
    )
    assert one.body == "Concert à prix libre\n\nCantine dès 19 h"
    assert [note.startswith(NO_END) for note in one.notes] == [True, False]
    assert one.notes[1].startswith("Non repris")


def test_spip_in_latin_1_without_zone_a_date_in_words_and_a_whole_day():
    debate, day = exported("spip.ics")
    assert debate.title == "Débat, l'école et nous"
    assert when_and_where(debate)[:3] == ("2026-10-12", "18:30", "")
    assert debate.body == "Tous les deuxièmes lundis du mois : entrée libre."
    assert [note[:20] for note in debate.notes] == [NO_ZONE[:20], NO_END[:20]]
    assert when_and_where(day) == ("2026-10-17", "", "", "", "")
    assert day.notes == ()


def test_google_says_how_often_in_words_and_what_is_cancelled():
    first, moved = exported("google.ics")
    assert when_and_where(first)[:3] == ("2026-10-06", "19:00", "21:00")
    assert first.body == (
        "Tous les mardis jusqu’au 22 décembre 2026.\n\nApporter un plat\\\net sa bonne humeur !"
    )
    assert first.notes == (
        "L’événement revient\u00a0: tous les mardis jusqu’au 22 décembre 2026. Sa première date est prise.",
    )
    assert moved.notes == (
        "L’agenda dit qu’il est annulé.",
        "Il remplace celui du\u00a0: 13 octobre 2026.",
    )


def test_outlook_zones_of_windows_organiser_and_no_alarm():
    (one,) = exported("outlook.ics")
    assert when_and_where(one) == ("2026-11-05", "18:00", "20:00", "Bourse du travail", "")
    assert one.organiser == "Union locale"
    assert one.body.startswith("Le premier jeudi du mois, 6 fois.\n\nOrdre du jour :\n- le budget")
    assert "Reminder" not in one.body


def test_apple_folds_lines_and_lasts_two_whole_days():
    (one,) = exported("apple.ics")
    address = "Route du Lac, 29000 Quimper, France"
    assert when_and_where(one) == ("2026-11-20", "", "", "Ferme du Bois", address)
    assert "au milieu d'un mot, et encore une fois ici." in one.body
    assert [("plusieurs jours" in note) for note in one.notes] == [True]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "tous les jours"),
        ("FREQ=DAILY;INTERVAL=3", "tous les 3 jours"),
        ("FREQ=WEEKLY", "tous les jeudis"),
        ("FREQ=WEEKLY;BYDAY=MO,TH;WKST=MO", "tous les lundis et tous les jeudis"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "une semaine sur deux, le jeudi"),
        ("FREQ=WEEKLY;INTERVAL=3", "toutes les 3 semaines, le jeudi"),
        ("FREQ=MONTHLY;BYDAY=-1TH", "le dernier jeudi du mois"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2", "le deuxième jeudi du mois"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "le 1er du mois"),
        ("FREQ=MONTHLY", "le 5 du mois"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TH", "tous les 2 mois, le premier jeudi du mois"),
        ("FREQ=YEARLY", "tous les ans"),
        ("FREQ=WEEKLY;COUNT=4", "tous les jeudis, 4 fois"),
        ("FREQ=WEEKLY;UNTIL=20270101", "tous les jeudis jusqu’au 1er janvier 2027"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE", None),
        ("FREQ=HOURLY", None),
        ("FREQ=YEARLY;BYWEEKNO=20", None),
    ],
)
def test_how_often_is_said_in_words_or_not_at_all(rule, words):
    one = event("DTSTART;VALUE=DATE:20261105", f"RRULE:{rule}")
    assert len(one.notes) == 1
    if words is None:
        assert "se répète" in one.notes[0]
        assert one.body == ""
    else:
        assert one.notes[0] == f"L’événement revient\u00a0: {words}. Sa première date est prise."
        assert one.body == f"{words[0].upper()}{words[1:]}."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un <b>débat</b>.</p><ul><li>un</li></ul><script>x</script>", "Un débat.\n\n- un"),
        ("5 < 6 &amp; 7", "5 < 6 & 7"),
        ("<p>5 &lt; 6</p>", "5 < 6"),
        ("<!-- caché --><div>vu</div><style>p {}</style>", "vu"),
        ("<html><head><title>t</title></head><body>corps</body></html>", "corps"),
        ("une ligne\\non", "une ligne\\non"),
    ],
)
def test_html_becomes_text(html, text):
    assert plain(html) == text


@pytest.mark.parametrize("hard", ["<p", "<", "<!--", "<a b='", "<ul><li>", "&amp", "\n- \n"])
def test_a_description_made_to_be_slow_is_read_at_once(hard):
    assert len(plain("<p>" + hard * 400_000)) <= 20_000


def test_several_events_come_by_date_and_those_without_are_left_out():
    lines = [
        "DTSTART:20261105T180000Z",
        "DTSTART:nonsense",
        "DTSTART:20261001T180000Z",
        "SUMMARY:x",
    ]
    parts = "".join(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n" for line in lines)
    found = read_events(f"BEGIN:VCALENDAR\r\n{parts}END:VCALENDAR\r\n".encode(), "Europe/Paris")
    assert [(one.date, one.start) for one in found] == [
        ("2026-10-01", "20:00"),
        ("2026-11-05", "19:00"),
    ]


@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense", b"BEGIN:VCALENDAR\r\n", b"PK\x03\x04", b"\xff\xfe\x00", b"<html></html>"],
)
def test_what_is_no_calendar_is_told(data):
    with pytest.raises(CalendarError):
        read_events(data, "Europe/Paris")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("20260313T180000", "20260315T120000", ("18:00", "")),
        ("20260313T140000", "20260320T140000", ("14:00", "")),
        ("20260313T200000", "20260316T010000", ("20:00", "")),
        ("20260313T100000", "20260314T180000", ("10:00", "")),
        ("20260313T100000", "20260314T100000", ("10:00", "")),
    ],
)
def test_more_than_a_day_is_several_days_whatever_the_hours(start, end, hours):
    one = event(f"DTSTART:{start}", f"DTEND:{end}")
    assert (one.start, one.end) == hours
    assert any(note.startswith("L’événement dure plusieurs jours") for note in one.notes)


def test_a_night_is_one_evening():
    one = event("DTSTART:20260314T220000", "DTEND:20260315T020000")
    assert (one.start, one.end) == ("22:00", "02:00")
    assert not any("plusieurs jours" in note for note in one.notes)


@pytest.mark.parametrize(
    "text",
    [
        "12, rue des Ateliers, 35000 Rennes",
        "12 bis, rue X, 35000 Rennes",
        "3-5, rue X, 35000 Rennes",
        "N° 5, place Y, Lyon",
        "12 rue des Ateliers, 35000 Rennes",
    ],
)
def test_an_address_without_a_name_is_an_address(text):
    one = event("DTSTART:20260314T190000", "LOCATION:" + text.replace(",", "\\,"))
    assert (one.place, one.address) == ("", text)


def test_a_place_with_a_name_is_parted():
    one = event("DTSTART:20260314T190000", "LOCATION:Maison du peuple\\, 4\\, rue X\\, Rennes")
    assert (one.place, one.address) == ("Maison du peuple", "4, rue X, Rennes")


def test_lines_and_signs_of_a_description_are_printed_as_they_are():
    one = event(
        "DTSTART:20260314T190000",
        r"DESCRIPTION:Au programme :\n19h : accueil\n20h : film\n\n[Tarif]: libre\n# Infos *a_b*"
        r"\n- un\n- deux\nhttps://a.org/_b_/c {porte}",
    )
    html = fragment(one.body).html.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Au programme :<br />\n19 h : accueil<br />\n20 h : film</p>" in html
    assert "<p>[Tarif] : libre<br />\n# Infos *a_b*</p>" in html
    assert "<li>un</li>" in html
    assert 'href="https://a.org/_b_/c"' in html
    assert "{porte}" in html


def test_a_letter_folded_in_two_is_one():
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "DTSTART:20260314T190000",
        "SUMMARY:Soirée",
        "END:VEVENT",
    ]
    data = "\r\n".join([*lines, "END:VCALENDAR"]).encode()
    at = data.index("é".encode()) + 1
    (one,) = read_events(data[:at] + b"\r\n " + data[at:], "Europe/Paris")
    assert one.title == "Soirée"


def test_quoted_printable_is_read():
    one = event(
        "DTSTART:20260314T190000",
        "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Soir=C3=A9e, =\r\nd=C3=A9bat",
        "DESCRIPTION;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:=E9t=E9=0D=0Ahiver",
    )
    assert (one.title, one.body) == ("Soirée, débat", "été\\\nhiver")


def test_dates_left_out_added_and_moved_are_told():
    one = event(
        "DTSTART:20260303T190000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20260310T190000",
        "RDATE:20260312T190000,20260401T190000",
    )
    assert any("10 mars 2026" in note for note in one.notes)
    assert any("12 mars 2026 et 1er avril 2026" in note for note in one.notes)
    moved = event("DTSTART:20260311T190000", "RECURRENCE-ID:20260310T190000")
    assert any("10 mars 2026" in note for note in moved.notes)


def test_what_no_field_holds_is_told():
    one = event(
        "DTSTART:20260314T190000", "CONTACT:Ana 06", "CATEGORIES:débat,film", "COMMENT:à 19 h"
    )
    (note,) = [note for note in one.notes if note.startswith("Non repris")]
    assert all(words in note for words in ("Ana 06", "débat", "film", "à 19 h"))
