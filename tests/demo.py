"""The demo (`make demo`): crawls the four sample portals into a store and shows what it holds then."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from crawlers.store import StoreError, latest_runs, mark_demo, open_store
from tests.samples.server import SampleSites, ServedPortal

NO_WAITING = ("AUTOTHROTTLE_ENABLED=0", "DOWNLOAD_DELAY=0")  # manners are for other people's servers
SHORT_LEASE = "LEASE_SECONDS=30"  # a demo that was killed keeps the next one waiting no longer
STORE = Path("data")
NUMBERS = ("found", "stored", "unchanged", "flagged", "seconds")
COLOURS = {"complete": "green", "partial": "yellow", "suspect": "yellow", "failed": "red"}
BETWEEN = "The rest of what was found are links to pages that are gone, to error pages, elsewhere, to a form."
FIRST_TIME = "Run `make demo` again: nothing is stored twice."
SECOND_TIME = "What an earlier demo had stored was not stored again: see the column `unchanged`."
INTERRUPTED = 130


class CannotRun(Exception):  # noqa: N818
    """The demo cannot start; the message says why and what to do."""


@dataclass
class Crawl:
    """One portal's crawl, as the process that an operator would start."""

    site: ServedPortal
    process: subprocess.Popen[bytes]
    log: Path

    def articles_asked_for(self) -> int:
        """How many of the site's articles were asked for until now."""
        asked = {request.path for request in self.site.requests}
        return sum(article.path in asked for article in self.site.truth())


def main() -> int:
    """Run the demo; 0 when every crawl was complete."""
    options = _arguments()
    console = Console()
    try:
        with _sites(options.ports) as sites:
            return _demo(sites, options.store, console)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: what was committed stays; the next `make demo` goes on.", file=sys.stderr)
        return INTERRUPTED


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--store", type=Path, default=STORE, metavar="DIR", help="default: %(default)s")
    parser.add_argument(
        "--ports",
        type=int,
        default=0,
        metavar="BASE",
        help="first of five ports in a row (default: any free)",
    )
    return parser.parse_args()


@contextmanager
def _sites(ports: int) -> Iterator[SampleSites]:
    try:
        sites = SampleSites.start(ports=ports)
    except OSError as error:
        raise CannotRun(
            f"The sample portals cannot be served on ports {ports} to {ports + 4}: {error.strerror}. "
            "Nothing was crawled. Name other --ports, or leave it out for any free ones."
        ) from error
    with sites:
        yield sites


def _demo(sites: SampleSites, directory: Path, console: Console) -> int:
    again = _prepare(directory)
    console.print(f"Four sample portals are up on this machine; they are crawled into [bold]{directory}[/].")
    crawls = {name: _start(site, directory) for name, site in sites.portals.items()}
    try:
        _watch(crawls, console)
    finally:
        _end(crawls)
    console.print(_table(directory, crawls))
    console.print(BETWEEN, soft_wrap=True)
    failed = [crawl for crawl in crawls.values() if crawl.process.returncode]
    for crawl in failed:
        code = crawl.process.returncode
        console.print(f"{crawl.site.name} ended with code {code}; its log: {crawl.log}", soft_wrap=True)
    if len(failed) < len(crawls):
        console.print(_how_to_look(directory), highlight=False, soft_wrap=True)
    if not failed:
        console.print(SECOND_TIME if again else FIRST_TIME)
    return 1 if failed else 0


def _prepare(directory: Path) -> bool:
    """Make the place for the store and the logs; tell whether an earlier demo used it."""
    logs = _logs(directory)
    again = logs.is_dir()
    if (directory / "v1").exists() and not again:
        raise CannotRun(
            f"{directory} holds a store that is not the demo's; invented articles would be mixed with it. "
            "Nothing was crawled. Use another directory: make demo ARGS='--store demo-data'."
        )
    try:
        logs.mkdir(parents=True, exist_ok=True)
        mark_demo(open_store(str(directory)))
    except OSError as error:
        raise CannotRun(
            f"{directory} cannot be written: {error.strerror}. Nothing was crawled. Use another directory: "
            "make demo ARGS='--store DIR'."
        ) from error
    except StoreError as error:
        raise CannotRun(str(error)) from error
    return again


def _logs(directory: Path) -> Path:
    return directory / "demo"


def _start(site: ServedPortal, directory: Path) -> Crawl:
    settings = [f"-s{setting}" for setting in (f"STORE={directory}", SHORT_LEASE, *NO_WAITING)]
    command = [sys.executable, "-m", "scrapy", "crawl", site.name, "-a", f"home={site.base_url}", *settings]
    log = _logs(directory) / f"{site.name}.log"
    with log.open("wb") as output:
        output.write(f"$ {shlex.join(command)}\n".encode())
        output.flush()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=_environment(), start_new_session=True
        )
    return Crawl(site, process, log)


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


def _watch(crawls: dict[str, Crawl], console: Console) -> None:
    """Show how far the crawls are until all have ended; plain lines where nobody watches a terminal."""
    bars = Progress(
        TextColumn("{task.description:<15}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    with bars:
        tasks = {name: bars.add_task(name, total=len(crawl.site.truth())) for name, crawl in crawls.items()}
        while tasks:
            for name in list(tasks):
                _look(bars, tasks, crawls[name])
            time.sleep(0.1)


def _look(bars: Progress, tasks: dict[str, TaskID], crawl: Crawl) -> None:
    name = crawl.site.name
    bars.update(tasks[name], completed=crawl.articles_asked_for())
    if crawl.process.poll() is None:
        return
    if crawl.process.returncode == 0:
        bars.update(tasks[name], completed=len(crawl.site.truth()))
    bars.stop_task(tasks.pop(name))
    told = _last_line(crawl.log)
    told = told if told.startswith(name) else f"{name}: {told}"
    bars.console.print(told, highlight=False, markup=False, soft_wrap=True)


def _end(crawls: dict[str, Crawl]) -> None:
    """Ask what still runs to end: a first time only, at the second Scrapy commits nothing more."""
    for crawl in crawls.values():
        if crawl.process.poll() is None:
            crawl.process.terminate()
    for crawl in crawls.values():
        crawl.process.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1]


def _table(directory: Path, portals: Iterable[str]) -> Table:
    """What the run records in the store say, not what this program saw."""
    table = Table("portal", *(Column(name, justify="right") for name in NUMBERS), "state")
    store = open_store(str(directory))
    for portal in portals:
        runs = latest_runs(store, portal, 1)
        table.add_row(portal, *(_cells(runs[0][1]) if runs else ("",) * len(NUMBERS) + ("no record",)))
    return table


def _cells(record: dict[str, Any]) -> tuple[str, ...]:
    counts, state = record["counts"], record["state"]
    stored = counts["added"] + counts["changed"]
    numbers = (counts["found"], stored, counts["unchanged"], counts["flagged"])
    told = f"[{COLOURS.get(state, 'red')}]{state}[/] {record['reason']}"
    return (*map(str, numbers), f"{record['seconds']:.1f}", told.strip())


def _how_to_look(directory: Path) -> str:
    scrapy = os.path.relpath(Path(sys.executable).parent / "scrapy")
    is_default = directory == STORE and "STORE" not in os.environ
    store = "" if is_default else f" -s STORE={shlex.quote(str(directory))}"
    return f"""
Look at it:
  {scrapy} portals{store}
  {scrapy} articles --portal bac_ninh --format table{store}
  gzip -dc {directory}/v1/bac_ninh/articles/*.jsonl.gz | head -1
The log that readers follow begins with {directory}/v1/bac_ninh/log/000000000001.json (docs/store.md).
"""


if __name__ == "__main__":
    sys.exit(main())
