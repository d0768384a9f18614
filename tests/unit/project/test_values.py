"""Values of project files that are none: the version, the language."""

import pytest
from pydantic_core import PydanticCustomError

from printkit.project.values import language_tag, project_version


def test_the_version_that_is_read():
    assert project_version("1") == "1"


@pytest.mark.parametrize("typed", ["2", "0", "latest"])
def test_another_version_is_said_to_be_another(typed):
    with pytest.raises(PydanticCustomError) as caught:
        project_version(typed)
    assert typed in str(caught.value.context)


@pytest.mark.parametrize("tag", ["fr", "fr_FR", "en-US", "pt-BR", "de"])
def test_languages_that_are_known(tag):
    assert language_tag(tag) == tag.replace("_", "-")


@pytest.mark.parametrize(("typed", "nearest"), [("frr", "fr"), ("esp", "es"), ("pl", None)])
def test_a_language_without_words_is_a_finding(typed, nearest):
    with pytest.raises(PydanticCustomError) as caught:
        language_tag(typed)
    context = caught.value.context
    assert "printkit" in context["message"]
    assert "español" in context["hint"]
    assert (f"“{nearest}”" in context["hint"]) is (nearest is not None)
