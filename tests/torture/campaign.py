"""Many trials, two at a time, over a directory, a bucket, and a bucket behind a faulty way."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from subprocess import TimeoutExpired

from tests.faults import kinds
from tests.faults.changing_portal import ChangingPortal
from tests.faults.proxy import FaultProxy, fault_proxy
from tests.s3server import S3Server
from tests.torture.points import AROUND, FILE_POINTS
from tests.torture.trial import RANDOM, Kill, Trial

PLACES = ("directory", "bucket", "bucket with faults")
_KILLED_STEPS = ("pages", "articles", "log", "runs", "head", "known", "lease")
_TWICE = ("pages", "articles", "log", "runs", "lease")
_AT_ONCE = 2
_KILLS = 8  # in one trial
_LAST_TRIAL = 90.0  # seconds that a trial may take when time runs out
_UNTIL_CHECKPOINT = 25  # commits
_STALL = 31.0  # seconds; the store's client waits for 30


@dataclass
class Result:
    """What a campaign found. Counted under a lock: trials run at once."""

    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By point and place."""
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Runs that ended before they came to their point."""
    faults: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    """How the runs ended that nobody killed."""
    wrong: list[str] = field(default_factory=list)
    trials: int = 0
    seconds: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Campaign:
    """Trials until `kills` have been made or `seconds` are over; the same seed plans the same kills."""

    def __init__(self, server: S3Server, directory: Path, kills: int, seed: int, seconds: float) -> None:
        self.result = Result()
        self._server = server
        self._directory = directory
        self._wanted = kills
        self._seed = seed
        self._begun = time.monotonic()
        self._seconds = seconds
        self._numbers = count(1)

    def run(self) -> Result:
        """Run it; this process's environment has to lead to the server."""
        os.environ.update(self._server.environment)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for worker in [pool.submit(self._work) for _ in range(_AT_ONCE)]:
                worker.result()
        self.result.seconds = time.monotonic() - self._begun
        return self.result

    def _work(self) -> None:
        while not self._is_over():
            with self.result.lock:
                number = next(self._numbers)
            self._try(number)

    def _is_over(self) -> bool:
        late = time.monotonic() - self._begun > self._seconds - _LAST_TRIAL
        with self.result.lock:
            return late or self.result.kills.total() >= self._wanted

    def _try(self, number: int) -> None:
        random, place = Random(f"{self._seed}-{number}"), PLACES[number % len(PLACES)]
        with ChangingPortal(random.randint(8, 30)) as site, self._way(place) as proxy:
            files = str(self._directory / f"store-{number}")
            address = files if proxy is None else f"s3://tuantra/trial-{number}"
            trial = Trial(site, address, proxy.environment if proxy else {}, ("-s", "STORE_PATIENCE=20"))
            try:
                self._go_through(trial, proxy, random, place)
            except TimeoutExpired as error:
                trial.wrong.append(f"a crawl hangs: {error}")
            with self.result.lock:
                self.result.trials += 1
                self.result.faults.update(noted.fault for noted in (proxy.struck if proxy else []))
                self.result.wrong += [f"trial {number} ({place}): {wrong}" for wrong in trial.wrong]

    def _go_through(self, trial: Trial, proxy: FaultProxy | None, random: Random, place: str) -> None:
        for kill in _kills(random, place):
            if proxy and place == PLACES[2]:
                _break(proxy, random)
            self._kill(trial, kill, random, place)
            if random.random() < 0.5:
                self._complete(trial, "after a kill")
            _publish_news(trial.site, random)
        if proxy:
            proxy.mend()
        self._settle(trial)

    @contextmanager
    def _way(self, place: str) -> Iterator[FaultProxy | None]:
        if place == PLACES[0]:
            yield None
            return
        with fault_proxy(self._server) as proxy:
            yield proxy

    def _kill(self, trial: Trial, kill: Kill, random: Random, place: str) -> None:
        death = trial.kill(kill, random, *_way_to(kill, trial.site, random))
        with self.result.lock:
            (self.result.kills if death.was_killed else self.result.missed)[kill.point, place] += 1

    def _complete(self, trial: Trial, when: str, *more: str) -> bool:
        complete = trial.complete(*more)
        with self.result.lock:
            self.result.ends[f"{when}: {'complete' if complete else 'failed, and said why'}"] += 1
        return complete

    def _settle(self, trial: Trial) -> None:
        """With nothing in the way any more: everything is stored, everything is the newest, all is quiet."""
        for when, more in (("at the end", ()), ("at the end, everything anew", ("-a", "full=1"))):
            if not self._complete(trial, when, *more):
                trial.wrong.append(f"a run {when} did not complete, though nothing was in its way")
        commits = trial.commits
        self._complete(trial, "once more")
        if trial.commits != commits:
            trial.wrong.append("a run that found nothing new made a commit")
        trial.verify()


def _kills(random: Random, place: str) -> list[Kill]:
    """Some at moments, some at steps, and over a directory some within a write."""
    points = [f"{around} {step}" for step in _KILLED_STEPS for around in AROUND]
    kills = [Kill(RANDOM, random.randint(0, 12)) for _ in range(2)]
    if place == PLACES[0]:
        kills += [Kill(point, random.randint(1, 15)) for point in random.sample(FILE_POINTS, 3)]
    kills += [Kill(point, _nth(point, random)) for point in random.sample(points, _KILLS - len(kills))]
    return random.sample(kills, _KILLS)


def _nth(point: str, random: Random) -> int:
    """As often as the shortest of crawls comes there."""
    return random.randint(1, 2) if point.endswith(_TWICE) else 1


def _way_to(kill: Kill, site: ChangingPortal, random: Random) -> tuple[str, ...]:
    """What it takes that a crawl comes to the point."""
    one_each = ("-s", "BATCH_ARTICLES=1")
    if kill.point.endswith("known"):
        site.add(_UNTIL_CHECKPOINT)
        return one_each
    return one_each if random.random() < 0.3 else ()


def _publish_news(site: ChangingPortal, random: Random) -> None:
    """What happens on the portal between two runs."""
    site.add(random.randint(4, 10))
    for number in random.sample(sorted(site.versions), random.randint(0, 4)):
        site.change(number)


def _break(proxy: FaultProxy, random: Random) -> None:
    """Have the way to the store fail now and then."""
    proxy.mend()
    for fault in (kinds.SERVER_ERROR, kinds.SLOW_DOWN, kinds.TOO_MANY, kinds.RESET, kinds.LOST_ANSWER):
        proxy.add(fault, times=None, share=0.02, random=Random(random.random()))
    proxy.add(kinds.CUT_ANSWER, "GET", times=None, share=0.02, random=Random(random.random()))
    proxy.add(kinds.arrives_late(1.0), "PUT", times=None, share=0.02, random=Random(random.random()))
    if random.random() < 0.3:
        proxy.add(kinds.outage(random.uniform(0.5, 8)), "PUT", first=random.randint(1, 30))
    if random.random() < 0.1:
        proxy.add(kinds.stalls(_STALL), "PUT", first=random.randint(1, 30))
    if random.random() < 0.1:
        proxy.add(kinds.from_here_on(kinds.EXPIRED_TOKEN), "PUT", first=random.randint(1, 30))
