"""Twenty people in one studio for some seconds; ``make load`` lets them be there for two minutes."""

import pytest

from checkers import load

pytestmark = pytest.mark.deep


def test_twenty_people_get_their_own_pages_and_lose_nothing():
    met = load.run(clients=20, seconds=12)
    assert met.complaints == []
    assert met.saves > 20
    assert len(met.seconds["picture"]) > 40
    assert met.seconds["chapter picture"]
