"""Work for children to do: found by its name in a process that knows ``tests/`` alone."""

from typing import Any


def counted(limit: int, tell: Any) -> int:
    for number in range(limit):
        tell(number + 1, limit)
    return limit
