"""Every edition a project may name can be made, and the other way round."""

from printkit.editions import EDITIONS
from printkit.project import names
from printkit.text_editions import TEXT_EDITIONS


def test_names_and_makers_agree():
    assert set(names.each_flip(names.EDITIONS)) == {*EDITIONS, *TEXT_EDITIONS}
