"""How long a store that does not answer is tried again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from crawlers.store.objects import Unavailable

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_LAST_SECONDS = 30.0


class Patience:
    """The waits between the tries of one operation, ever longer, `seconds` in all.

    `goes_on` tells whether there is time: once a crawl was told to stop, half a minute has to do.
    """

    def __init__(self, seconds: float, goes_on: Callable[[], bool]) -> None:
        self._seconds, self._goes_on = seconds, goes_on
        self._begun, self._wait = time.monotonic(), _FIRST_WAIT

    def wait_after(self, error: Unavailable) -> float:
        """Seconds to wait before the next try. Raises `error` where patience is at its end."""
        seconds = self._seconds if self._goes_on() else min(self._seconds, _LAST_SECONDS)
        if time.monotonic() - self._begun + self._wait > seconds:
            raise error
        wait, self._wait = self._wait, min(2 * self._wait, _LONGEST_WAIT)
        logger.warning("Nothing is fetched until the store answers, in %.0f s again. %s", wait, error)
        return wait


def patiently(operation: Callable[[], Result], patience: Patience) -> Result:
    """Do it, as often as it takes. Raises Unavailable where patience is at its end, and what else it raises.

    For a thread of its own: waiting blocks.
    """
    while True:
        try:
            return operation()
        except Unavailable as error:
            time.sleep(patience.wait_after(error))
