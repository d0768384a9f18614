"""The JSON Schemas accept what the build accepts and name every key of the models."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from printkit.core.i18n import use_language
from printkit.project.jsonschema import schemas

REPOSITORY = Path(__file__).parents[3]
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
TEMPLATES = REPOSITORY / "src" / "printkit" / "data" / "templates"
FILES = [
    ("printkit.schema.json", REPOSITORY / "printkit.yaml"),
    ("printkit.schema.json", TEMPLATES / "project" / "printkit.yaml"),
    ("brochure.schema.json", REPOSITORY / "brochure" / "brochure.yaml"),
    ("brochure.schema.json", TEMPLATES / "brochure" / "brochure.yaml"),
    ("leaflet.schema.json", TEMPLATES / "leaflet" / "leaflet.yaml"),
    *(("leaflet.schema.json", path) for path in sorted(REPOSITORY.glob("leaflets/*.yaml"))),
    ("theme.schema.json", REPOSITORY / "styles" / "presse" / "theme.yaml"),
    *(
        ("format.schema.json", path)
        for path in sorted((REPOSITORY / "src/printkit/data/formats").glob("*.yaml"))
    ),
    *(
        ("printer.schema.json", path)
        for path in sorted((REPOSITORY / "src/printkit/data/printers").glob("*.yaml"))
    ),
    ("printer.schema.json", TEMPLATES / "printer" / "printer.yaml"),
]


def as_an_editor_reads(path):
    text = path.read_text("utf-8")
    for word in ("NAME", "TITLE", "YEAR"):
        text = text.replace(f"@{word}@", "mot")
    text = text.replace("@DATE@", "2026-01-01").replace("@EVENT_DATE@", "2026-01-01")
    # editors leave days and hours as texts, as YAML 1.2 does
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes texts only


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda one: getattr(one, "name", one))
def test_every_file_of_ours_is_valid(name, path):
    value = as_an_editor_reads(path)
    if name in ("theme.schema.json", "format.schema.json", "printer.schema.json"):
        text = path.read_text("utf-8").replace("@NAME@", "mot")
        # numbers are numbers there, days are texts
        value = json.loads(json.dumps(yaml.safe_load(text), default=str))
    jsonschema.validate(value, SCHEMAS[name])


@pytest.mark.parametrize(
    "value",
    [
        {"title": "T", "titel": "U"},
        {"title": "T", "date": "demain"},
        {"title": "T", "editions": ["presse"]},
        {"date": "2026-01-01"},
    ],
)
def test_wrong_leaflets_are_refused(value):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMAS["leaflet.schema.json"])


def test_keys_of_people_have_descriptions():
    for name in ("printkit", "brochure", "leaflet"):
        for key, one in SCHEMAS[f"{name}.schema.json"]["properties"].items():
            assert one.get("description"), f"{name}: {key}"


def test_descriptions_are_translated():
    use_language("fr")
    try:
        told = json.loads(schemas()["leaflet.schema.json"])["properties"]["title"]["description"]
    finally:
        use_language("en")
    assert told == "Titre"
