"""The rules of composition of each language, one line each: · is U+00A0, ˙ is U+202F."""

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.languages.language import known_languages
from printkit.languages.typesetter import typeset, typeset_text
from printkit.model import TypographyOptions

CASES = """
en | "It's a 'trap'," she said | “It’s a ‘trap’,” she said
en | the "big 'one'" | the “big ‘one’”
en | rock 'n' roll, 'tis so | rock ’n’ roll, ’tis so
en | the dogs' food | the dogs’ food
en | one - and another - here | one·– and another·– here
en | word--word | word—word
en | pp. 12-15 and 1990-1995 | pp.·12–15 and 1990–1995
en | 2026-06-05, 01-23-45 | 2026-06-05, 01-23-45
en | wait... what.... | wait… what....
en | 20 kg on 6 June, Mr Smith | 20·kg on 6·June, Mr·Smith
en | 10 - 12 and a-b | 10 - 12 and a-b
en | Contact: us; you? Yes! | Contact: us; you? Yes!
en | 5' 30" | 5' 30"
en | https://a.example/x--y "z" | https://a.example/x--y “z”
en-US | one - and - two | one—and—two
de | "Ja 'so' ist es" | „Ja ‚so‘ ist es“
de | geht's - z. B. - S. 5 | geht’s·– z.˙B.·– S.·5
de | 6. Juni 1990-1995, 5 % | 6.·Juni 1990–1995, 5·%
de-CH | "Ja 'so' ist es" | «Ja ‹so› ist es»
es | "Hola 'eh' tú" | «Hola ‘eh’ tú»
es | dijo - el niño - y se fue | dijo —el niño— y se fue
es | Título - subtítulo | Título·– subtítulo
es | EE. UU., 10 000 km, 1936-1939 | EE.˙UU., 10˙000·km, 1936-1939
es | ¿Qué? ¡Sí! | ¿Qué? ¡Sí!
it | "L'ora" e l'altra - cioè - 'sto libro | «L’ora» e l’altra·– cioè·– ’sto libro
pt | "Olá" - disse | “Olá”·— disse
pt-PT | "Olá" - disse | «Olá»·– disse
nl | 's Ochtends: "foto's" - 't is zo | ’s Ochtends: “foto’s”·– ’t is zo
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_rule(case):
    language, typed, wanted = case.split(" | ")
    told = typeset_text(typed, language=language)
    assert told.replace("\u00a0", "·").replace("\u202f", "˙") == wanted
    assert typeset_text(told, language=language) == told


def test_each_language_of_a_text_has_its_own_rules():
    root = lxml.html.fromstring(
        """<div lang="de"><p>"Ja" sagte <em lang="fr">"oui!"</em> und
        <em lang="en">"yes"</em> und <em lang="la">"sic"</em>.</p></div>"""
    )
    typeset(root)
    assert [one.text for one in root.iter("em")] == ["«\u00a0oui\u202f!\u00a0»", "“yes”", '"sic"']
    assert root[0].text.startswith("„Ja“ sagte")


def test_dashes_are_kept_where_the_project_says_so():
    assert typeset_text("a - b", TypographyOptions(dashes="keep"), "en") == "a - b"


TEXTS = st.lists(
    st.sampled_from(
        ["it's", "word", " ", " ", '"', "'", "-", "--", "...", "12", ".", "6 June", "p. ", "("]
    )
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(known_languages()))
def test_nothing_is_lost_and_twice_is_once(text, language):
    told = typeset_text(text, language=language)
    assert [c for c in told if c.isalnum()] == [c for c in text if c.isalnum()]
    assert typeset_text(told, language=language) == told
