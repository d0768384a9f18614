"""The sandbox: what a theme's template may do, and how its mistakes are told."""

from __future__ import annotations

import datetime as dt

import pytest

from printkit.compose.templates import Templates
from printkit.core.findings import Finding, PrintkitError
from support.brochure_sample import presse


def render(source: str, language: str = "fr", **values: object) -> str:
    theme = presse({"try.html": source, "base.html": "{% block body %}{% endblock %}"})
    return Templates(theme, language, str.upper).render("try.html", **values)


def refusal(source: str, **values: object) -> Finding:
    with pytest.raises(PrintkitError) as caught:
        render(source, **values)
    (finding,) = caught.value.findings
    return finding


class Door:
    """Something with a way out, as values given to templates might have."""

    def __init__(self) -> None:
        self._secret = "key"
        self.opened = False

    def open(self) -> str:
        self.opened = True
        return "open"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''|attr('__class__') }}",
        "{{ words.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ render.__globals__ }}",
        "{{ door._secret }}",
        "{{ values.append(1) }}",
        "{{ '{0.__class__}'.format('') }}",
        "{{ 'a' * 100000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for n in range(10000000) %}x{% endfor %}",
    ],
)
def test_escapes_are_refused(source: str) -> None:
    door = Door()
    finding = refusal(source, door=door, values=[1], render=render)
    assert finding.rule in {"template-refused", "template-undefined", "template-value"}
    assert finding.position is not None
    assert str(finding.position) == "styles/presse/templates/try.html:1:1"
    assert not door.opened


@pytest.mark.parametrize(
    ("source", "rule", "line", "said"),
    [
        ("<p>\n\n{{ titel }}</p>", "template-undefined", 3, "titel"),
        ("<p>\n{{ meta.titel }}</p>", "template-undefined", 2, "titel"),
        ("\n\n\n{% if %}", "template-syntax", 4, "Expected"),
        ("\n{{ 'a'|nofilter }}", "template-syntax", 2, "nofilter"),
        ("\n{% include 'gone.html' %}", "template-missing", 2, "gone.html"),
        ('\n\n{% extends "gone.html" %}', "template-missing", 3, "gone.html"),
        ("\n{{ 1 / 0 }}", "template-value", 2, "division"),
        ("\n{{ 1 + 'a' }}", "template-value", 2, "unsupported"),
        ("\n{{ 'x'|long_date }}", "template-value", 2, "str"),
        ("\n{% include 'try.html' %}", "template-value", 2, "recursion"),
    ],
)
def test_mistakes_are_told_at_their_line(source: str, rule: str, line: int, said: str) -> None:
    finding = refusal(source, meta={"title": "x"})
    assert finding.rule == rule
    assert finding.position is not None
    assert (finding.position.path, finding.position.line) == (
        "styles/presse/templates/try.html",
        line,
    )
    assert said in finding.message


def test_a_mistake_inside_a_block_is_told_where_it_stands_not_in_the_base() -> None:
    finding = refusal('{% extends "base.html" %}\n{% block body %}\n{{ nobody }}\n{% endblock %}')
    assert str(finding.position) == "styles/presse/templates/try.html:3:1"


def test_what_is_not_html_is_escaped() -> None:
    assert render("{{ a }}", a="<b> & 'c'") == "&lt;b&gt; &amp; &#39;c&#39;"


@pytest.mark.parametrize(
    ("source", "language", "expected"),
    [
        ("{{ day|long_date }}", "fr", "8\u00a0février\u00a02025"),
        ("{{ first|long_date }}", "fr", "1<sup>er</sup>\u00a0mai\u00a02025"),
        ("{{ first|long_date }}", "en-GB", "1\u00a0May\u00a02025"),
        ("{{ day|weekday_date }}", "fr-FR", "samedi 8\u00a0février"),
        ("{{ day|weekday }} {{ day|day_month }}", "en", "Saturday 8 February"),
        ("{{ first|day_month }}", "de", "1. Mai"),
        ("{{ first|long_date }}", "en-US", "May\u00a01,\u00a02025"),
        ("{{ day|weekday_long_date }}", "es", "sábado 8\u00a0de\u00a0febrero\u00a0de\u00a02025"),
        ("{{ late|hour }}", "en-US", "3:05 p.m."),
        ("{{ late|hour }}", "nl", "15.05\u00a0uur"),
        ("{{ noon|hour }}", "fr", "12\u202fh"),
        ("{{ late|hour }}", "fr", "15\u202fh\u202f05"),
        ("{{ late|hour }}", "en", "15:05"),
        ("{{ day|iso }}", "fr", "2025-02-08"),
        ("{{ 'https://www.example.org/a/'|bare_url }}", "fr", "example.org/a"),
        ("{{ 'mailto:a@example.org'|bare_url }}", "fr", "a@example.org"),
        ("{{ 'a & b'|typo }}", "fr", "A &amp; B"),
        ("{{ words.contents }} {{ language }}", "fr", "Sommaire fr"),
        ("{{ words.contents }}", "de", "Inhalt"),
        ("{{ 'édition ATR'|capital }}{{ ''|capital }}", "fr", "Édition ATR"),
        ("{{ 3 * 1.5 }}", "fr", "4.5"),
    ],
)
def test_filters(source: str, language: str, expected: str) -> None:
    values = {
        "day": dt.date(2025, 2, 8),
        "first": dt.date(2025, 5, 1),
        "noon": dt.time(12),
        "late": dt.time(15, 5),
    }
    assert render(source, language, **values) == expected
