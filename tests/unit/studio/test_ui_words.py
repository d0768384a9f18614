"""The studio says nothing outside the catalogue: templates, scripts and refusals hold no words of their own."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from printkit.studio import publication_words, ui_words

STUDIO = Path(ui_words.__file__).parent
TEMPLATES = sorted((STUDIO / "templates").glob("*.html"))
SCRIPTS = sorted((STUDIO / "static").glob("*.js"))
MODULES = sorted(STUDIO.glob("*.py"))
#: What is the same in every language.
NAMES = {"printkit", "printkit –"}
SPOKEN = ("alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title")
#: Expressions and instructions, and the block that is the class of the page.
JINJA = re.compile(
    r"\{% block kind %\}.*?\{% endblock %\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
COMMENT = re.compile(r"(?<![:\"'`])//[^\n]*|/\*.*?\*/", re.DOTALL)
STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
#: Before a string of a script that is a selector, a class or a value of a drawing, never seen.
UNSEEN = re.compile(
    r"(?:(?:querySelector(?:All)?|closest|matches)\(|(?:class(?:Name)?|preserveAspectRatio|viewBox)"
    r"\s*[:=]\s*|import .*|from )$"
)
PROSE = re.compile(r"[^\W\d_]{2,}[,.;:!?…’]*\s+[^\W\d_]|^[A-ZÀ-Þ][a-zà-ÿ]{2,}\b|[^\W\d_]{2,}[!?…]$")
KEYS = {"AbortError", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Escape", "Enter"}


class Spoken(HTMLParser):
    """Gathers what a page would show or read aloud."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self._silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._silent:
            self.found.append(data)


def said_by_template(text):
    parser = Spoken()
    parser.feed(JINJA.sub(" ", text))
    found = [" ".join(one.split()) for one in parser.found]
    return [one for one in found if LETTERS.search(one) and one.strip(" –·,:") not in NAMES]


def said_by_expressions(text):
    """Words written within {{ }}: keys and formats are one small word, sentences are not."""
    literals = re.findall(r"\{\{.*?\}\}", text, re.DOTALL)
    strings = [one for part in literals for one in re.findall(r"\"([^\"]*)\"", part)]
    return [one for one in strings if PROSE.search(one)]


def said_by_script(text):
    text = COMMENT.sub("", text)
    found = []
    for match in STRING.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        literal = next(group for group in match.groups() if group is not None)
        literal = re.sub(r"\$\{[^}]*\}", " ", literal)
        if UNSEEN.search(before) or literal in KEYS or literal.startswith(("/", "./", "input[")):
            continue
        if PROSE.search(literal.strip()):
            found.append(literal)
    return found


def said_by_module(text):
    """Refusals written out: the detail of an HTTPException, the error of an answer."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "HTTPException":
            found += [arg.value for arg in node.args if _is_text(arg)]
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            found += [
                value.value
                for key, value in pairs
                if getattr(key, "value", "") in ("error", "message") and _is_text(value)
            ]
    return found


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words(path):
    text = path.read_text(encoding="utf-8")
    assert said_by_template(text) == []
    assert said_by_expressions(text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_hold_no_words(path):
    assert said_by_script(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_refusals_go_through_the_catalogue(path):
    assert said_by_module(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("judge", "text"),
    [
        (said_by_template, "<p>Hello</p>"),
        (said_by_template, '<img alt="The cover" src="x">'),
        (said_by_template, "<button aria-label='Close'>×</button>"),
        (said_by_template, "<p>{{ say.made }} yesterday</p>"),
        (said_by_expressions, '<p>{{ "Nothing here." }}</p>'),
        (said_by_script, 'tell("Not saved");'),
        (said_by_script, "tell(`Built in ${seconds} s.`);"),
        (said_by_script, 'make("p", {}, "Everything fits.")'),
        (said_by_script, 'button.textContent = "Undo last save";'),
        (said_by_module, 'raise HTTPException(400, "choose a file")'),
        (said_by_module, 'x = JSONResponse({"error": "there is nothing"}, 409)'),
    ],
)
def test_a_word_of_ones_own_is_found(judge, text):
    assert judge(text)


#: Named by what is found: how grave it is.
GRAVITY = {"error", "warning", "note"}


def test_every_word_asked_for_exists():
    say = ui_words.page_words() | publication_words.page_phrases()
    script = ui_words.script_words() | publication_words.script_phrases()
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"\bsay\.(\w+)", text)) <= set(say), path.name
        assert set(re.findall(r"\bscript_words\.(\w+)", text)) <= set(script), path.name
    for path in SCRIPTS:
        asked = set(re.findall(r"\bwords\.(\w+)", path.read_text(encoding="utf-8")))
        assert asked <= {*script, "textContent"}, path.name


#: Words asked for by a name put together: say["o_" ~ overlay], words[`light_${colour}_help`].
JOINED = re.compile(
    r"\"(\w[\w-]*[_-])\" ~|~ \"(_\w+)\"|words\[`(\w+_)\$\{[^}]*\}`|\$\{[^}]*\}(_\w+)`\]"
)


def test_no_word_is_left_over():
    """Words nobody says any more would still be translated."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *SCRIPTS])
    parts = {part for found in JOINED.findall(told) for part in found if part}
    for kind in (
        ui_words.page_words,
        publication_words.page_phrases,
        ui_words.script_words,
        publication_words.script_phrases,
    ):
        for key in set(kind()) - GRAVITY:
            joined = any(key.startswith(part) or key.endswith(part) for part in parts)
            assert joined or re.search(rf"\b{re.escape(key)}\b", told), key
