"""One store and one site through kill after kill: what holds after each, and when a run has completed."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from crawlers.store import ObjectStore, open_store
from tests.crawling import ROOT, Ended, command, ended
from tests.faults.changing_portal import NAME, ChangingPortal
from tests.faults.whole import defects, missing_or_wrong, outdated
from tests.torture.victim import Death, killed_at, killed_when

RANDOM = "a random moment"
BATCH = 3


class Kill(NamedTuple):
    """What kills a crawl: the `nth` time it comes to `point`; at `RANDOM`, soon after so many articles."""

    point: str
    nth: int


class Trial:
    """A site, a store that fills from it, and what went wrong until now.

    `environment` is what a crawl needs to reach the store; this process reaches it by its own. `more` are
    further words for each crawl.
    """

    def __init__(
        self, site: ChangingPortal, address: str, environment: Mapping[str, str], more: Sequence[str] = ()
    ) -> None:
        self.site = site
        self.environment = environment
        self.wrong: list[str] = []
        self.store: ObjectStore = open_store(address)
        self._words = command(NAME, site.base_url, address, "-s", f"BATCH_ARTICLES={BATCH}", *more)

    def kill(self, kill: Kill, random: Random, *more: str) -> Death:
        """Kill a crawl, and check what it leaves."""
        words = [*self._words, *more]
        if kill.point == RANDOM:
            moment = _Moment(self.site, kill.nth, random.uniform(0, 0.3) ** 2)
            death = killed_when(moment.is_there, words, self.environment)
        else:
            death = killed_at(kill.point, kill.nth, words, self.environment)
        if not death.was_killed and (death.code not in (0, 5, 6) or "Traceback" in death.err):
            self.wrong.append(f"a crawl that was to be killed ended with {death}")
        if death.survivors:
            self.wrong.append(f"processes of a crawl that was killed at {kill} live on")
        self._check_whole(f"after a kill at {kill}")
        if death.code == 0:
            self.check_all_stored("after a crawl that was not killed")
        return death

    def complete(self, *more: str) -> bool:
        """Crawl; tell whether the run ended complete, and check that it then left nothing out."""
        done = self.crawl(*more)
        if done.code == 0:
            self.check_all_stored("after a complete run")
            if "full=1" in more:
                self.wrong += outdated(self.store, self.site)
        elif not _has_told_why(done):
            self.wrong.append(f"a crawl after kills ended with {done}")
        self._check_whole(f"after a run that ended with {done.code}")
        return done.code == 0

    @property
    def commits(self) -> int:
        """How many the log has."""
        return sum(1 for _ in self.store.keys(f"v1/{NAME}/log/"))

    def crawl(self, *more: str) -> Ended:
        return ended([*self._words, *more], self.environment)

    def check_all_stored(self, when: str) -> None:
        self.wrong += [f"{defect} ({when})" for defect in missing_or_wrong(self.store, self.site)]

    def verify(self) -> None:
        """Ask the project's own command too; it takes a second."""
        done = ended(
            [sys.executable, "-m", "scrapy", "verify", "--deep", "-s", f"STORE={self.store.address}"]
        )
        if done.code:
            self.wrong.append(f"scrapy verify --deep finds: {done.out} {done.err}")

    def _check_whole(self, when: str) -> None:
        self.wrong += [f"{defect} ({when})" for defect in defects(self.store)]


class _Moment:
    """Some time after so many further articles were served."""

    def __init__(self, site: ChangingPortal, articles: int, seconds: float) -> None:
        self._site = site
        self._wanted = site.articles_asked + articles
        self._seconds = seconds
        self._since: float | None = None

    def is_there(self) -> bool:
        if self._since is None and self._site.articles_asked >= self._wanted:
            self._since = time.monotonic()
        return self._since is not None and time.monotonic() - self._since >= self._seconds


def _has_told_why(done: Ended) -> bool:
    """It failed for the store, or met a commit of the killed run that was late on its way."""
    reasons = {5: "failed (store: ", 6: "failed (held: commit "}
    reason = reasons.get(done.code)
    return reason is not None and reason in done.last_line and "Traceback" not in done.out + done.err


def has_command(name: str) -> bool:
    """The project has this command."""
    return (ROOT / "crawlers" / "commands" / f"{name}.py").exists()
