"""Every edition a project may name can be made, and the other way round."""

from printkit.build.editions.registry import EDITIONS
from printkit.build.editions.text_editions import TEXT_EDITIONS
from printkit.project import names


def test_names_and_makers_agree():
    assert set(names.each_flip(names.EDITIONS)) == {*EDITIONS, *TEXT_EDITIONS}
