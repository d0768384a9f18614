"""Twenty people in one studio for some seconds; ``make load`` lets them be there for two minutes."""

import pytest

from support.checkers import load

pytestmark = pytest.mark.deep


def test_twenty_people_get_their_own_pages_and_lose_nothing():
    met = load.run(clients=20, seconds=45)
    assert met.complaints == []
    # how many depends on the machine; that they met each other does not
    assert met.saves > 5
    assert len(met.seconds["picture"]) > 20
    assert met.seconds["chapter picture"]
