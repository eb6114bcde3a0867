"""What one run was asked for: the `-a` arguments of `scrapy crawl`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlsplit

from crawlers.addresses import clean, origin


class BadArgument(ValueError):  # noqa: N818
    """An argument of the command line that cannot be meant; the message says what is."""


@dataclass(frozen=True)
class Scope:
    """`home` moves the portal elsewhere; `since`: older articles are not stored; `limit`: article pages;
    `full`: every listing is read to its end and every known article asked for again.
    """

    home: str | None = None
    since: date | None = None
    limit: int | None = None
    full: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Less than the whole portal was asked for."""
        return self.since is not None or self.limit is not None

    @classmethod
    def parse(cls, arguments: dict[str, str]) -> Scope:
        """From the words of the command line. Raises BadArgument."""
        if unknown := sorted(arguments.keys() - cls.__dataclass_fields__.keys()):
            raise BadArgument(
                f"there is no argument {unknown[0]!r}; there are -a full=1, -a home=URL, "
                "-a since=YYYY-MM-DD, -a limit=N"
            )
        return cls(
            _home(arguments["home"]) if "home" in arguments else None,
            _since(arguments["since"]) if "since" in arguments else None,
            _limit(arguments["limit"]) if "limit" in arguments else None,
            _full(arguments["full"]) if "full" in arguments else False,
        )

    def as_record(self) -> dict[str, str | int]:
        """What was given, as plain data."""
        given = {name: value for name, value in asdict(self).items() if value}
        return given | ({"since": self.since.isoformat()} if self.since else {})


def _home(text: str) -> str:
    if "@" in text:
        raise BadArgument("home has a user name or password in it, which logs would show; give it without")
    cleaned = clean(text)
    if cleaned is None or cleaned != origin(cleaned) + "/" or urlsplit(text).fragment:
        raise BadArgument(
            f"home={text!r} is not an address such as http://127.0.0.1:8100 (no path, no query)"
        )
    return origin(cleaned)


def _since(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or text != day.isoformat():
        raise BadArgument(f"since={text!r} is not a day such as 2026-11-21")
    return day


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise BadArgument(f"limit={text!r} is not a number of article pages such as 20")
    return int(text)


def _full(text: str) -> bool:
    if text not in ("0", "1"):
        raise BadArgument(f"full={text!r} is neither 1 (read everything) nor 0 (what is new)")
    return text == "1"
