"""What a request that failed tells: its address, the status, the reason in a few words."""

from __future__ import annotations

from traceback import clear_frames

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.manners.robots import RobotsUnreachable
from crawlers.network.refused import Refused

GONE = (404, 410)
"""What a portal answers for a page that it does not have."""

ROBOTS_UNREACHABLE = "robots.txt unreachable"


def request_of(failure: Failure) -> Request:
    """The request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's addition
    return request


def status_of(failure: Failure) -> int | None:
    """The HTTP status that was answered, None where nothing was."""
    return failure.value.response.status if isinstance(failure.value, HttpError) else None


def is_refused_by_robots(failure: Failure) -> bool:
    """Tell whether robots.txt kept the request from being sent."""
    if isinstance(failure.value, RobotsUnreachable):  # nobody has refused anything
        return False
    return isinstance(failure.value, IgnoreRequest) and "robots.txt" in str(failure.value)


def detail_of(failure: Failure) -> str:
    """Why, in full where this program refused or could not learn whether it may ask."""
    if isinstance(failure.value, RobotsUnreachable):
        return f"{ROBOTS_UNREACHABLE}: {failure.value}"
    return str(failure.value) if isinstance(failure.value, Refused) else reason_of(failure)


def reason_of(failure: Failure) -> str:
    """Why, in a word or two, of which there are few."""
    if status := status_of(failure):
        return f"HTTP {status}"
    if isinstance(failure.value, RobotsUnreachable):
        return ROBOTS_UNREACHABLE
    return "robots.txt" if is_refused_by_robots(failure) else type(failure.value).__name__


def let_go(failure: Failure) -> None:
    """Drop what the frames of a failure held in hand, such as the 16 MB of a bomb that were unpacked.

    A failure and its frames point at each other: without this they stay until the garbage collector comes by,
    and several of them at a time.
    """
    error: BaseException | None = failure.value
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
